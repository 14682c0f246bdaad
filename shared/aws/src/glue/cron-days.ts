import { fieldError, type FieldRule, parseField, parseValue } from './cron-field.ts'

const DAY_OF_MONTH: FieldRule = { name: 'Day-of-month', min: 1, max: 31 }

const DAY_OF_WEEK: FieldRule = {
  name: 'Day-of-week',
  min: 1,
  max: 7,
  names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'],
}

/** A month of a year; months count from 1. */
export interface Month {
  year: number
  month: number
}

/** The days on which a cron expression runs in a month, in ascending order. */
export type DaysOf = (month: Month) => number[]

/** Reads the two day fields, exactly one of which must be `?`. Throws RangeError. */
export function parseDays(dayOfMonth: string, dayOfWeek: string): DaysOf {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw fieldError(DAY_OF_MONTH, 'Exactly one of Day-of-month and Day-of-week must be "?"')
  }
  const items =
    dayOfWeek === '?'
      ? dayOfMonth.split(',').map(monthDays)
      : dayOfWeek.split(',').map((item) => weekDays(item))
  return (month) => {
    const last = daysIn(month)
    const days = new Set(items.flatMap((daysOf) => daysOf(month)))
    return [...days].filter((day) => day >= 1 && day <= last).toSorted((a, b) => a - b)
  }
}

/** `L`, `15W` or plain days. */
function monthDays(item: string): DaysOf {
  if (item.toUpperCase() === 'L') return (month) => [daysIn(month)]
  const weekday = /^(.+)W$/i.exec(item)?.[1]
  if (weekday === undefined) {
    const days = parseField(item, DAY_OF_MONTH)
    return () => days
  }
  const day = parseValue(weekday, DAY_OF_MONTH)
  return (month) => nearestWeekday(month, day)
}

/** `L` (Saturday), `6L` (the last Friday of a month), `2#1` (its first Monday) or plain days. */
function weekDays(item: string): DaysOf {
  if (item.toUpperCase() === 'L') return (month) => allOf(month, [7])
  const [nthOf, nth] = item.split('#')
  if (nthOf !== undefined && nth !== undefined) {
    const weekday = parseValue(nthOf, DAY_OF_WEEK)
    if (!/^[1-5]$/.test(nth)) throw fieldError(DAY_OF_WEEK, `"${item}" is not in any month`)
    return (month) => allOf(month, [weekday]).slice(Number(nth) - 1, Number(nth))
  }
  const lastOf = /^(.+)L$/i.exec(item)?.[1]
  if (lastOf !== undefined) {
    const weekday = parseValue(lastOf, DAY_OF_WEEK)
    return (month) => allOf(month, [weekday]).slice(-1)
  }
  const weekdays = parseField(item, DAY_OF_WEEK)
  return (month) => allOf(month, weekdays)
}

function allOf(month: Month, weekdays: readonly number[]): number[] {
  const days = Array.from({ length: daysIn(month) }, (_, index) => index + 1)
  return days.filter((day) => weekdays.includes(weekdayOf(month, day)))
}

/** The weekday closest to a day of the same month; none where the month lacks the day. */
function nearestWeekday(month: Month, day: number): number[] {
  const last = daysIn(month)
  if (day > last) return []
  const weekday = weekdayOf(month, day)
  if (weekday === 7) return [day > 1 ? day - 1 : day + 2]
  if (weekday === 1) return [day < last ? day + 1 : day - 2]
  return [day]
}

/** 1 for Sunday. */
function weekdayOf({ year, month }: Month, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1
}

function daysIn({ year, month }: Month): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
