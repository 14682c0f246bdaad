// Goes from month to month and builds the list of its due days, rather than asking every day.
export function nextFireTimes(expression: string, from: Date, n: number): Date[] {
  const inner = /^cron\(([^()]*)\)$/.exec(expression.trim())
  const fields = inner ? inner[1]!.trim().toUpperCase().split(/\s+/) : []
  if (fields.length !== 6) throw new RangeError('Not an expression of six fields')
  const [minute, hour, date, month, weekday, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const minutes = expand('Minutes', minute, 0, 59)
  const hours = expand('Hours', hour, 0, 23)
  const months = expand('Month', month, 1, 12)
  const years = expand('Year', year, 1970, 2199)
  if ((date === '?') === (weekday === '?')) throw new RangeError('Use one "?" in Day-of-week')
  const daysIn = date === '?' ? byWeekday(weekday) : byDate(date)
  const found: Date[] = []
  for (const y of years) {
    if (y < from.getUTCFullYear()) continue
    for (const m of months) {
      const length = new Date(Date.UTC(y, m, 0)).getUTCDate()
      const first = new Date(Date.UTC(y, m - 1, 1)).getUTCDay()
      for (const d of daysIn(length, (day) => (first + day - 1) % 7)) {
        for (const h of hours) {
          for (const minuteOfHour of minutes) {
            const time = new Date(Date.UTC(y, m - 1, d, h, minuteOfHour))
            if (time > from) found.push(time)
            if (found.length >= n) return found.slice(0, n)
          }
        }
      }
    }
  }
  return found
}

/** Which days are due in a month of a length; `dayOf` tells weekdays, Sunday 0. */
type DaysIn = (length: number, dayOf: (day: number) => number) => number[]

function byDate(text: string): DaysIn {
  if (text === 'L') return (length) => [length]
  const nearest = /^(\d+)W$/.exec(text)
  if (!nearest) {
    const days = expand('Day-of-month', text, 1, 31)
    return (length) => days.filter((day) => day <= length)
  }
  const [wanted] = expand('Day-of-month', nearest[1]!, 1, 31)
  return (length, dayOf) => {
    if (wanted! > length) return []
    const candidates = [0, -1, 1, -2, 2].map((by) => wanted! + by)
    const isFree = (day: number) => dayOf(day + 70) % 6 !== 0
    return candidates.filter((day) => day >= 1 && day <= length && isFree(day)).slice(0, 1)
  }
}

function byWeekday(text: string): DaysIn {
  const [, name, nth] = /^([A-Z0-9]+?)(L|#[1-5])$/.exec(text) ?? []
  const wanted = expand('Day-of-week', name ?? text, 1, 7)
  return (length, dayOf) => {
    const days = Array.from({ length }, (_, index) => index + 1)
    const due = days.filter((day) => wanted.includes(dayOf(day) + 1))
    if (!nth) return due
    return nth === 'L' ? due.slice(-1) : due.slice(Number(nth[1]) - 1, Number(nth[1]))
  }
}

const NAMES: Record<string, string> = {
  Month: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC',
  'Day-of-week': 'SUN MON TUE WED THU FRI SAT',
}

function expand(field: string, text: string, min: number, max: number): number[] {
  const numberOf = (word: string) => {
    const named = (NAMES[field]?.split(' ') ?? []).indexOf(word)
    const number = named >= 0 ? named + 1 : /^[0-9]+$/.test(word) ? Number(word) : -1
    if (number < min || number > max) throw new RangeError(`${field} cannot be ${text}`)
    return number
  }
  const all = Array.from({ length: max - min + 1 }, (_, index) => min + index)
  const parts = text.split(',').map((part) => {
    const [range = '', step, more] = part.split('/')
    if (more !== undefined || (step !== undefined && !/^0*[1-9][0-9]*$/.test(step))) {
      throw new RangeError(`${field} cannot be ${text}`)
    }
    const ends = range.split('-')
    const first = range === '*' ? min : numberOf(ends[0]!)
    const open = range === '*' || (ends.length === 1 && step !== undefined)
    const last = open ? max : numberOf(ends.at(-1)!)
    if (ends.length > 2 || last < first) throw new RangeError(`${field} cannot be ${text}`)
    return { first, last, step: Number(step ?? 1) }
  })
  return all.filter((value) =>
    parts.some(
      ({ first, last, step }) => value >= first && value <= last && (value - first) % step === 0,
    ),
  )
}
