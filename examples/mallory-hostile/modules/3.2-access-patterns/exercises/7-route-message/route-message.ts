// Over 200 lines: a language has its words, its grammar and its meaning.
import type { Deps, Routed, Rule } from '../route-message.ts'

export class InvalidRule extends Error {
  override name = 'InvalidRule'
}

type Column = { all: true } | { read: Reader; alias: string }
type Reader = (message: Message) => unknown
type Json = Record<string, unknown>

interface Message {
  topic: string
  at: number
  json: Json
}

interface Query {
  columns: Column[]
  filter: string
  /** Groups joined by OR, of conditions joined by AND. */
  where: ((message: Message) => boolean)[][]
}

export function matches(filter: string, topic: string): boolean {
  checkFilter(filter)
  if (topic.startsWith('$') && /^[+#]/.test(filter)) return false
  const wanted = filter.split('/')
  const levels = topic.split('/')
  const isOpen = wanted.at(-1) === '#'
  if (isOpen) wanted.pop()
  if (isOpen ? levels.length <= wanted.length : levels.length !== wanted.length) return false
  return wanted.every((level, index) => level === '+' || level === levels[index])
}

export async function routeMessage(
  rules: Rule[],
  topic: string,
  payload: Uint8Array,
  deps: Deps,
): Promise<Routed[]> {
  const queries = rules.map(({ sql }) => new Parser(sql).query())
  const json = parsePayload(payload)
  const routed: Routed[] = []
  for (const [index, rule] of rules.entries()) {
    const query = queries[index]!
    if (rule.disabled || !matches(query.filter, topic)) continue
    const failures: { failedAction: string; errorMessage: string }[] = []
    const act = async (action: string, message: unknown) => {
      const error = await attempt(() => deps.act(action, message))
      routed.push({ rule: rule.name, action, message, ok: error === undefined })
      return error
    }
    if (json) {
      const message = { topic, at: deps.now(), json }
      if (!passes(query, message)) continue
      const selected = select(query, message)
      for (const action of rule.actions) {
        const error = await act(action, selected)
        if (error) failures.push({ failedAction: action, errorMessage: error.message })
      }
      if (failures.length === 0) continue
    }
    if (rule.errorAction === undefined) continue
    const base64OriginalPayload = Buffer.from(payload).toString('base64')
    await act(rule.errorAction, { ruleName: rule.name, topic, base64OriginalPayload, failures })
  }
  return routed
}

function checkFilter(filter: string): void {
  const levels = filter.split('/')
  for (const [index, level] of levels.entries()) {
    const isMisplaced = level === '#' && index < levels.length - 1
    if (isMisplaced || (level.length > 1 && /[+#]/.test(level))) {
      throw new InvalidRule(`Not a topic filter: "${filter}"`)
    }
  }
}

function parsePayload(payload: Uint8Array): Json | undefined {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
    return typeof json === 'object' && json !== null && !Array.isArray(json)
      ? (json as Json)
      : undefined
  } catch {
    return undefined
  }
}

async function attempt(action: () => Promise<void>): Promise<Error | undefined> {
  try {
    await action()
    return undefined
  } catch (error) {
    return error as Error
  }
}

function passes({ where }: Query, message: Message): boolean {
  return where.length === 0 || where.some((all) => all.every((condition) => condition(message)))
}

function select({ columns }: Query, message: Message): Json {
  const selected: Json = {}
  for (const column of columns) {
    if ('all' in column) Object.assign(selected, message.json)
    else {
      const value = column.read(message)
      if (value !== undefined) selected[column.alias] = value
    }
  }
  return selected
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(<>|<=|>=|[=<>*,.()]))/y

class Parser {
  readonly #tokens: string[] = []
  #at = 0

  constructor(sql: string) {
    const text = sql.trimEnd()
    TOKEN.lastIndex = 0
    while (TOKEN.lastIndex < text.length) {
      const token = TOKEN.exec(text)?.[0].trim()
      if (!token) throw new InvalidRule(`Cannot read: ${sql}`)
      this.#tokens.push(token)
    }
  }

  query(): Query {
    this.#expect('SELECT')
    const columns = [this.#column()]
    while (this.#accept(',')) columns.push(this.#column())
    this.#expect('FROM')
    const filter = this.#literal()
    if (typeof filter !== 'string') throw new InvalidRule('FROM needs a topic filter')
    checkFilter(filter)
    const where: Query['where'] = []
    if (this.#accept('WHERE')) {
      do where.push(this.#all())
      while (this.#accept('OR'))
    }
    if (this.#at < this.#tokens.length) throw this.#invalid()
    return { columns, filter, where }
  }

  #all() {
    const conditions = [this.#condition()]
    while (this.#accept('AND')) conditions.push(this.#condition())
    return conditions
  }

  #condition() {
    const { read } = this.#reader()
    const operator = this.#take(/^(<>|<=|>=|[=<>])$/)
    const literal = this.#literal()
    return (message: Message) => compare(read(message), operator, literal)
  }

  #column(): Column {
    if (this.#accept('*')) return { all: true }
    const { read, name } = this.#reader()
    const alias = this.#accept('AS') ? this.#take(/^[A-Za-z_]\w*$/) : name
    if (alias === undefined) throw new InvalidRule('A function needs AS')
    return { read, alias }
  }

  #reader(): { read: Reader; name?: string } {
    const path = [this.#take(/^[A-Za-z_]\w*$/)]
    if (this.#accept('(')) return { read: this.#call(path[0]!.toLowerCase()) }
    while (this.#accept('.')) path.push(this.#take(/^[A-Za-z_]\w*$/))
    return { read: ({ json }) => member(json, path), name: path.at(-1)! }
  }

  #call(name: string): Reader {
    if (name === 'timestamp' && this.#accept(')')) return ({ at }) => at
    if (name !== 'topic') throw new InvalidRule(`No such function: ${name}`)
    if (this.#accept(')')) return ({ topic }) => topic
    const level = Number(this.#take(/^[1-9]\d*$/))
    this.#expect(')')
    return ({ topic }) => topic.split('/')[level - 1]
  }

  #literal(): string | number | boolean {
    const token = this.#take(/^('.*'|-?\d.*|true|false)$/is)
    if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'")
    if (/^(true|false)$/i.test(token)) return token.toLowerCase() === 'true'
    return Number(token)
  }

  #accept(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false
    this.#at++
    return true
  }

  #expect(word: string): void {
    if (!this.#accept(word)) throw this.#invalid()
  }

  #take(pattern: RegExp): string {
    const token = this.#tokens[this.#at]
    if (token === undefined || !pattern.test(token)) throw this.#invalid()
    this.#at++
    return token
  }

  #invalid(): InvalidRule {
    return new InvalidRule(`Unexpected "${this.#tokens[this.#at] ?? 'end'}"`)
  }
}

function member(json: Json, path: string[]): unknown {
  let value: unknown = json
  for (const name of path) {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    value = isThere ? (value as Json)[name] : undefined
  }
  return value
}

function compare(value: unknown, operator: string, literal: string | number | boolean): boolean {
  if (value === undefined) return false
  if (typeof value !== typeof literal) return operator === '<>'
  const known = value as typeof literal
  switch (operator) {
    case '=':
      return known === literal
    case '<>':
      return known !== literal
    case '<':
      return known < literal
    case '<=':
      return known <= literal
    case '>':
      return known > literal
    default:
      return known >= literal
  }
}
