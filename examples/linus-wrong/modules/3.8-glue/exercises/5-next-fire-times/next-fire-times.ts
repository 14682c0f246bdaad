// Looks for the nearest weekday in other months.
const FIELDS = ['Minutes', 'Hours', 'Day-of-month', 'Month', 'Day-of-week', 'Year'] as const

type Field = (typeof FIELDS)[number]

const BOUNDS: Record<Field, [min: number, max: number]> = {
  Minutes: [0, 59],
  Hours: [0, 23],
  'Day-of-month': [1, 31],
  Month: [1, 12],
  'Day-of-week': [1, 7],
  Year: [1970, 2199],
}

const NAMES: Partial<Record<Field, string[]>> = {
  Month: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
  'Day-of-week': ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
}

/** A day of the calendar: what is asked about it. */
interface Day {
  date: number
  /** Sunday is 1. */
  weekday: number
  last: number
}

export function nextFireTimes(expression: string, from: Date, n: number): Date[] {
  const { minutes, hours, months, years, isDue } = parse(expression)
  const times: Date[] = []
  const start = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate())
  const end = Date.UTC(Math.max(...years), 11, 31)
  for (let midnight = start; midnight <= end && times.length < n; midnight += 86_400_000) {
    const day = new Date(midnight)
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()]
    if (!years.has(year) || !months.has(month + 1)) continue
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    if (!isDue({ date: day.getUTCDate(), weekday: day.getUTCDay() + 1, last })) continue
    for (const hour of hours) {
      for (const minute of minutes) {
        const time = midnight + (hour * 60 + minute) * 60_000
        if (time > from.getTime() && times.length < n) times.push(new Date(time))
      }
    }
  }
  return times
}

function parse(expression: string) {
  const texts = /^cron\((.*)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/) ?? []
  if (texts.length !== 6) throw new RangeError(`The expression "${expression}" has not six fields`)
  const [minutes = '', hours = '', dayOfMonth = '', months = '', dayOfWeek = '', years = ''] = texts
  if (dayOfMonth === '?' && dayOfWeek === '?') fail('Day-of-week', '?')
  if (dayOfMonth !== '?' && dayOfWeek !== '?') fail('Day-of-week', dayOfWeek)
  return {
    minutes: sorted(valuesOf('Minutes', minutes)),
    hours: sorted(valuesOf('Hours', hours)),
    months: valuesOf('Month', months),
    years: valuesOf('Year', years),
    isDue: dayOfMonth === '?' ? weekdays(dayOfWeek) : daysOfMonth(dayOfMonth),
  }
}

function daysOfMonth(text: string): (day: Day) => boolean {
  if (text.toUpperCase() === 'L') return ({ date, last }) => date === last
  const wanted = Number(/^(\d+)W$/i.exec(text)?.[1] ?? Number.NaN)
  if (Number.isNaN(wanted)) {
    const values = valuesOf('Day-of-month', text)
    return ({ date }) => values.has(date)
  }
  if (wanted < 1 || wanted > 31) fail('Day-of-month', text)
  return ({ date, weekday, last }) => {
    if (wanted > last || weekday === 1 || weekday === 7) return false
    const wantedWeekday = ((weekday - 1 + wanted - date + 70) % 7) + 1
    if (wantedWeekday === 7) return date === wanted - 1
    if (wantedWeekday === 1) return date === wanted + 1
    return date === wanted
  }
}

function weekdays(text: string): (day: Day) => boolean {
  const special = /^(\w+?)(?:L|#([1-5]))$/i.exec(text)
  if (!special) {
    const values = valuesOf('Day-of-week', text)
    return ({ weekday }) => values.has(weekday)
  }
  const [, name = '', nth] = special
  const wanted = value('Day-of-week', name, text)
  return ({ date, weekday, last }) =>
    weekday === wanted && (nth ? Math.ceil(date / 7) === Number(nth) : date > last - 7)
}

function valuesOf(field: Field, text: string): Set<number> {
  const [min, max] = BOUNDS[field]
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const groups = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part)
    if (!groups) fail(field, text)
    const [, star, low = '', high, step] = groups
    const first = star ? min : value(field, low, text)
    const only = star || step ? max : first
    const last = high === undefined ? only : value(field, high, text)
    if (last < first || step === '0') fail(field, text)
    for (let each = first; each <= last; each += Number(step ?? 1)) values.add(each)
  }
  return values
}

function value(field: Field, text: string, whole: string): number {
  const [min, max] = BOUNDS[field]
  const index = NAMES[field]?.indexOf(text.toUpperCase()) ?? -1
  const number = index >= 0 ? index + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= min && number <= max)) fail(field, whole)
  return number
}

function fail(field: Field, text: string): never {
  throw new RangeError(`Cannot read "${text}" as ${field}`)
}

function sorted(values: Set<number>): number[] {
  return [...values].toSorted((a, b) => a - b)
}
