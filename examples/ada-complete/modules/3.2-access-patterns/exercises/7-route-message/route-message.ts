import type { Deps, Routed, Rule } from '../../route-message.ts'

export class InvalidRule extends Error {
  override name = 'InvalidRule'
}

export function matches(filter: string, topic: string): boolean {
  if (!/^([^+#/]*|\+)(\/([^+#/]*|\+))*$|^(([^+#/]*|\+)\/)*#$/.test(filter)) {
    throw new InvalidRule(filter)
  }
  const levels = filter.split('/').map((level) => {
    if (level === '#') return '.*'
    return level === '+' ? '[^/]*' : RegExp.escape(level)
  })
  const guard = /^[+#]/.test(filter) ? '(?!\\$)' : ''
  return new RegExp(`^${guard}${levels.join('/')}$`, 's').test(topic)
}

const STRING = String.raw`'(?:[^']|'')*'`
const READER = String.raw`(?:topic\(\s*(?:[1-9]\d*)?\s*\)|timestamp\(\s*\)|[a-z_]\w*(?:\.[a-z_]\w*)*)`
const COLUMN = String.raw`(?:\*|${READER}(?:\s+as\s+[a-z_]\w*)?)`
const LITERAL = String.raw`(?:${STRING}|-?\d+(?:\.\d+)?|true|false)`
const CONDITION = String.raw`${READER}\s*(?:<>|<=|>=|=|<|>)\s*${LITERAL}`
const QUERY = new RegExp(
  String.raw`^\s*select\s+(${COLUMN}(?:\s*,\s*${COLUMN})*)\s+from\s*(${STRING})(?:\s*where\s+(${CONDITION}(?:\s*\b(?:and|or)\b\s*${CONDITION})*))?\s*$`,
  'is',
)

interface Message {
  topic: string
  at: number
  json: unknown
}

export async function routeMessage(
  rules: Rule[],
  topic: string,
  payload: Uint8Array,
  { act, now }: Deps,
): Promise<Routed[]> {
  const read = rules.map(parse)
  const json = jsonObject(payload)
  const routed: Routed[] = []
  for (const { rule, filter, columns, groups } of read) {
    const isMeant = !rule.disabled && matches(filter, topic)
    if (!isMeant) continue
    const failures: object[] = []
    const message = { topic, at: now(), json }
    if (json && groups && !groups.some((group) => group.every((c) => holds(c, message)))) continue
    for (const action of json ? rule.actions : []) {
      const selected = Object.assign({}, ...columns.map((column) => pick(column, message)))
      const errorMessage = await run(action, selected)
      if (errorMessage !== undefined) failures.push({ failedAction: action, errorMessage })
    }
    const hasFailed = !json || failures.length > 0
    if (!hasFailed || !rule.errorAction) continue
    await run(rule.errorAction, {
      ruleName: rule.name,
      topic,
      base64OriginalPayload: payload.toBase64?.() ?? Buffer.from(payload).toString('base64'),
      failures,
    })

    async function run(action: string, what: unknown): Promise<string | undefined> {
      const outcome = await act(action, what).then(
        () => undefined,
        (error: Error) => error.message,
      )
      routed.push({ rule: rule.name, action, message: what, ok: outcome === undefined })
      return outcome
    }
  }
  return routed
}

function parse(rule: Rule) {
  const found = QUERY.exec(rule.sql)
  if (!found) throw new InvalidRule(rule.sql)
  const [, list = '', quoted = '', where] = found
  const columns = list.match(new RegExp(COLUMN, 'gi')) ?? []
  if (columns.some((column) => column.endsWith(')'))) throw new InvalidRule(rule.sql)
  const filter = unquoted(quoted)
  matches(filter, '')
  return { rule, filter, columns, groups: where === undefined ? undefined : groupsOf(where) }
}

function groupsOf(where: string): string[][] {
  const parts = where.match(new RegExp(`${CONDITION}|\\b(?:and|or)\\b`, 'gis')) ?? []
  const groups: string[][] = [[]]
  for (const part of parts) {
    if (/^or$/i.test(part)) groups.push([])
    else if (!/^and$/i.test(part)) groups.at(-1)!.push(part)
  }
  return groups
}

function holds(condition: string, message: Message): boolean {
  const parts = new RegExp(`^(${READER})\\s*(<>|<=|>=|=|<|>)\\s*(${LITERAL})$`, 'is').exec(
    condition,
  )!
  const value = valueOf(parts[1]!, message)
  const literal = literalOf(parts[3]!)
  if (value === undefined) return false
  const operator = parts[2]!
  if (typeof value !== typeof literal) return operator === '<>'
  const order = value === literal ? '=' : (value as typeof literal) < literal ? '<' : '>'
  return operator.includes(order)
}

function pick(column: string, message: Message): object {
  if (column === '*') return message.json as object
  const [reader = '', alias] = column.split(/\s+as\s+/i)
  const value = valueOf(reader, message)
  return value === undefined ? {} : { [alias ?? reader.split('.').at(-1)!]: value }
}

function valueOf(reader: string, { topic, at, json }: Message): unknown {
  if (/^timestamp\(/i.test(reader)) return at
  const call = /^topic\(\s*(\d*)\s*\)/i.exec(reader)
  if (call) return call[1] ? topic.split('/')[Number(call[1]) - 1] : topic
  return reader.split('.').reduce<unknown>((value, name) => {
    const own = Object(value) === value ? Object.getOwnPropertyDescriptor(value, name) : undefined
    return own?.value
  }, json)
}

function literalOf(text: string): string | number | boolean {
  if (text.startsWith("'")) return unquoted(text)
  return /^[tf]/i.test(text) ? /^t/i.test(text) : Number(text)
}

function unquoted(text: string): string {
  return text.slice(1, -1).replaceAll("''", "'")
}

function jsonObject(payload: Uint8Array): object | undefined {
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(payload).toString())
  } catch {
    return undefined
  }
  return Object(json) === json && !Array.isArray(json) ? (json as object) : undefined
}
