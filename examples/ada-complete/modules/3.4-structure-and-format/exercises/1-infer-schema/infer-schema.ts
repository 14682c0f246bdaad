import type { Column } from '../../infer-schema.ts'

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Counts how many values each type keeps; in the end it needs to be all of them. */
class Tally {
  values = 0
  ints = 0
  longs = 0
  doubles = 0
  plain = 0
  booleans = 0
  dates = 0
  scales = new Set<number>()
  digits = 0
  times = 0
  forms = new Set<string>()

  add(text: string): void {
    this.values++
    if (text === 'true' || text === 'false') this.booleans++
    if (`${Number(text)}` === text && text !== 'NaN' && !text.endsWith('Infinity')) this.doubles++
    this.#addNumber(text)
    const day = text.slice(0, 10)
    if (!exists(day)) return
    if (day === text) this.dates++
    else this.#addTime(text.slice(10))
  }

  #addNumber(text: string): void {
    const negative = text.startsWith('-')
    const [whole = '', fraction, ...more] = text.slice(negative ? 1 : 0).split('.')
    const digits = whole + (fraction ?? '')
    if (more.length > 0 || fraction === '' || !/^[0-9]+$/.test(digits) || whole === '') return
    if ((whole.length > 1 && whole[0] === '0') || (negative && !/[1-9]/.test(digits))) return
    this.plain++
    if (this.scales.size < 2) this.scales.add(fraction?.length ?? 0)
    this.digits = Math.max(this.digits, whole.length)
    if (fraction !== undefined || whole.length > 19) return
    const value = BigInt(text)
    if (value >= -(2n ** 63n) && value < 2n ** 63n) this.longs++
    if (value >= -(2n ** 31n) && value < 2n ** 31n) this.ints++
  }

  #addTime(rest: string): void {
    const parts = /^([T ])(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d|)$/.exec(rest)
    if (!parts) return
    const [, separator, hour, minute, second, fraction = '', offset = ''] = parts
    if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return
    if (offset.length === 6) {
      const minutes = Number(offset.slice(4))
      if (minutes > 59 || Number(offset.slice(1, 3)) * 60 + minutes > 840) return
    }
    this.times++
    if (this.forms.size < 2) this.forms.add(`${separator}${fraction.length}${offset}`)
  }

  get type(): string {
    const { values } = this
    const [scale = 0] = this.scales
    if (values === 0) return 'string'
    if (this.ints === values) return 'int'
    if (this.longs === values) return 'bigint'
    if (this.doubles === values) return 'double'
    if (this.plain === values && this.scales.size === 1 && this.digits + scale <= 38) {
      return `decimal(${this.digits + scale},${scale})`
    }
    if (this.booleans === values) return 'boolean'
    if (this.dates === values) return 'date'
    return this.times === values && this.forms.size === 1 ? 'timestamp' : 'string'
  }
}

export async function inferSchema(rows: AsyncIterable<Record<string, string>>): Promise<Column[]> {
  const tallies: Record<string, Tally> = Object.create(null)
  let count = 0
  const names: string[] = []
  for await (const row of rows) {
    count++
    for (const name of Object.keys(row)) {
      if (!tallies[name]) {
        tallies[name] = new Tally()
        names.push(name)
      }
      if (row[name]) tallies[name].add(row[name])
    }
  }
  return names.map((name) => {
    const { type, values } = tallies[name]!
    return { name, type, nullable: values !== count }
  })
}

function exists(day: string): boolean {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day)
  if (!parts) return false
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number]
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return date > 0 && date <= (DAYS[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0)
}
