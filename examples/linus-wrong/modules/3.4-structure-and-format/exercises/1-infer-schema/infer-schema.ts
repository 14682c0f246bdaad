// Takes the text NULL for a null.
import type { Column } from '../../infer-schema.ts'

const MAX_DIGITS = 38
const DAY = /^\d{4}-\d\d-\d\d$/
const TIMESTAMP =
  /^(\d{4}-\d\d-\d\d)([T ])(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?$/

/** What all values of a column so far survive, as in `int` or `decimal:2`. */
interface Known {
  types?: Set<string>
  values: number
  /** The most digits before the point. */
  digits: number
}

export async function inferSchema(rows: AsyncIterable<Record<string, string>>): Promise<Column[]> {
  const columns = new Map<string, Known>()
  let count = 0
  for await (const row of rows) {
    count++
    for (const [name, text] of Object.entries(row)) {
      const known = columns.get(name) ?? { values: 0, digits: 0 }
      columns.set(name, known)
      if (text !== '' && text !== 'NULL') learn(known, text)
    }
  }
  return [...columns].map(([name, known]) => ({
    name,
    type: narrowest(known),
    nullable: known.values < count,
  }))
}

function learn(known: Known, text: string): void {
  const types = new Set(survivedBy(text))
  known.types = known.types?.intersection(types) ?? types
  known.values++
  known.digits = Math.max(known.digits, /^-?(\d*)/.exec(text)![1]!.length)
}

function narrowest({ types = new Set(), digits }: Known): string {
  for (const type of ['int', 'bigint', 'double']) if (types.has(type)) return type
  for (const type of types) {
    const [kind, form] = type.split(':', 2)
    if (kind !== 'decimal') return kind!
    const precision = digits + Number(form)
    if (precision <= MAX_DIGITS) return `decimal(${precision},${form})`
  }
  return 'string'
}

function* survivedBy(text: string): Generator<string> {
  const number = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?$/.exec(text)
  if (number && !/^-[0.]+$/.test(text)) {
    const scale = number[3]?.length ?? 0
    if (scale === 0) {
      if (BigInt.asIntN(32, BigInt(text)) === BigInt(text)) yield 'int'
      if (BigInt.asIntN(64, BigInt(text)) === BigInt(text)) yield 'bigint'
    }
    yield `decimal:${scale}`
  }
  if (Number.isFinite(Number(text)) && String(Number(text)) === text) yield 'double'
  if (text === 'true' || text === 'false') yield 'boolean'
  if (isDay(text)) yield 'date'
  const time = TIMESTAMP.exec(text)
  if (time && isDay(time[1]!)) {
    yield `timestamp:${time[2]}${time[3]?.length ?? 0}${time[4] ?? ''}`
  }
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
