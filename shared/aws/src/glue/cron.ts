import { type DaysOf, parseDays } from './cron-days.ts'
import { fieldError, type FieldRule, parseField } from './cron-field.ts'

const MINUTES: FieldRule = { name: 'Minutes', min: 0, max: 59 }
const HOURS: FieldRule = { name: 'Hours', min: 0, max: 23 }
const YEAR: FieldRule = { name: 'Year', min: 1970, max: 2199 }
const MONTH: FieldRule = {
  name: 'Month',
  min: 1,
  max: 12,
  names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' '),
}

/** Glue's schedules are this precise (developer guide, "Time-based schedules"). */
const LEAST_MINUTES = 5

/** Longer than every value of every field; nobody reads what says the same a million times. */
const MAX_LENGTH = 2_048

/** A schedule, its values in ascending order, in UTC. */
export interface Cron {
  minutes: number[]
  hours: number[]
  months: number[]
  years: number[]
  daysOf: DaysOf
}

/**
 * Reads `cron(Minutes Hours Day-of-month Month Day-of-week Year)` as Glue does (developer guide,
 * "Time-based schedules for jobs and crawlers"). Sunday is 1; exactly one of the day fields is `?`;
 * `L` and `W` mean what they mean there, and `2#1`, which only EventBridge's page has, the first
 * Monday of a month.
 *
 * Throws RangeError if the text is something else, or would run more often than every 5 minutes.
 */
export function parseCron(expression: string): Cron {
  if (expression.length > MAX_LENGTH) {
    throw new RangeError(`Cannot read a schedule of more than ${MAX_LENGTH} characters`)
  }
  const fields = /^cron\((.*)\)$/.exec(expression.trim())?.[1]?.trim().split(/\s+/)
  if (fields?.length !== 6) {
    throw new RangeError(
      `Cannot read the schedule "${expression}": Use six fields, as in "cron(15 12 * * ? *)"`,
    )
  }
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields
  const cron = {
    minutes: parseField(minutes, MINUTES),
    hours: parseField(hours, HOURS),
    months: parseField(month, MONTH),
    years: parseField(year, YEAR),
    daysOf: parseDays(dayOfMonth, dayOfWeek),
  }
  if (isTooFast(cron)) {
    throw fieldError(MINUTES, `Schedules run every ${LEAST_MINUTES} minutes at most`)
  }
  return cron
}

/**
 * The first time after `after` at which a schedule is due; both are in milliseconds since 1970.
 * It is Infinity if there is none. Throws RangeError, as `parseCron` does.
 */
export function nextCronTime(expression: string, after: number): number {
  const cron = parseCron(expression)
  const earliest = new Date(after)
  for (const year of cron.years) {
    if (year < earliest.getUTCFullYear()) continue
    for (const month of cron.months) {
      if (Date.UTC(year, month) <= after) continue
      for (const day of cron.daysOf({ year, month })) {
        if (Date.UTC(year, month - 1, day + 1) <= after) continue
        const time = timesOf(cron, { year, month, day }).find((candidate) => candidate > after)
        if (time !== undefined) return time
      }
    }
  }
  return Number.POSITIVE_INFINITY
}

function timesOf(
  { hours, minutes }: Cron,
  { year, month, day }: { year: number; month: number; day: number },
): number[] {
  return hours.flatMap((hour) =>
    minutes.map((minute) => Date.UTC(year, month - 1, day, hour, minute)),
  )
}

function isTooFast({ minutes, hours }: Cron): boolean {
  const gaps = minutes.slice(1).map((minute, index) => minute - (minutes[index] ?? 0))
  const overTheHour = (minutes[0] ?? 0) + 60 - (minutes.at(-1) ?? 0)
  const hasNextHour = hours.some((hour) => hours.includes((hour + 1) % 24))
  return [...gaps, ...(hasNextHour ? [overTheHour] : [])].some((gap) => gap < LEAST_MINUTES)
}
