import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextCronTime, parseCron } from './cron.ts'

/** A Monday noon. */
const NOON = '2026-03-02T12:00:00Z'

function times(expression: string, from = NOON, count = 3): string[] {
  const found: string[] = []
  let time = Date.parse(from)
  for (let n = 0; n < count; n++) {
    time = nextCronTime(expression, time)
    if (!Number.isFinite(time)) break
    found.push(new Date(time).toISOString().slice(0, 16))
  }
  return found
}

test('parseCron refuses a schedule that would take long to read', () => {
  expect(() => parseCron(`cron(${'0,'.repeat(100_000)}0 12 * * ? *)`)).toThrow('2048 characters')
})

describe('nextCronTime', () => {
  test.each([
    ['cron(15 12 * * ? *)', ['2026-03-02T12:15', '2026-03-03T12:15', '2026-03-04T12:15']],
    ['cron(0/15 * * * ? *)', ['2026-03-02T12:15', '2026-03-02T12:30', '2026-03-02T12:45']],
    ['cron(30 8-20/6 ? * MON-FRI *)', ['2026-03-02T14:30', '2026-03-02T20:30', '2026-03-03T08:30']],
    ['cron(0 0 1 JAN,jul ? *)', ['2026-07-01T00:00', '2027-01-01T00:00', '2027-07-01T00:00']],
    ['cron(0 0 31 * ? *)', ['2026-03-31T00:00', '2026-05-31T00:00', '2026-07-31T00:00']],
    ['cron(0 0 29 2 ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['cron(0 0 L * ? *)', ['2026-03-31T00:00', '2026-04-30T00:00', '2026-05-31T00:00']],
    ['cron(0 0 ? * 1 *)', ['2026-03-08T00:00', '2026-03-15T00:00', '2026-03-22T00:00']],
    ['cron(0 0 ? * L *)', ['2026-03-07T00:00', '2026-03-14T00:00', '2026-03-21T00:00']],
    ['cron(0 0 ? * 6L *)', ['2026-03-27T00:00', '2026-04-24T00:00', '2026-05-29T00:00']],
    ['cron(0 0 ? * 2#1 *)', ['2026-04-06T00:00', '2026-05-04T00:00', '2026-06-01T00:00']],
    ['cron(0 0 ? * MON#5 *)', ['2026-03-30T00:00', '2026-06-29T00:00', '2026-08-31T00:00']],
    ['cron(0 0 15W * ? *)', ['2026-03-16T00:00', '2026-04-15T00:00', '2026-05-15T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-04-01T00:00', '2026-05-01T00:00', '2026-06-01T00:00']],
    ['cron(0 0 31W 5,10 ? *)', ['2026-05-29T00:00', '2026-10-30T00:00', '2027-05-31T00:00']],
    ['cron(0 0 1 1 ? 2025-2027)', ['2027-01-01T00:00']],
    ['cron(0 0 1 1 ? 2025)', []],
  ])('knows when %s is due', (expression, expected) => {
    expect(times(expression)).toEqual(expected)
  })

  // https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html, from a Sunday.
  test.each([
    ['0 10 * * ? *', 7, '2026-03-08T10:00', '2026-03-14T10:00'],
    ['15 12 * * ? *', 7, '2026-03-08T12:15', '2026-03-14T12:15'],
    ['0 18 ? * MON-FRI *', 5, '2026-03-09T18:00', '2026-03-13T18:00'],
    ['0 8 1 * ? *', 0, '2026-04-01T08:00', undefined],
    ['0/15 * * * ? *', 4 * 24 * 7, '2026-03-08T00:00', '2026-03-14T23:45'],
    ['0/10 * ? * MON-FRI *', 6 * 24 * 5, '2026-03-09T00:00', '2026-03-13T23:50'],
    ['0/5 8-17 ? * MON-FRI *', 12 * 10 * 5, '2026-03-09T08:00', '2026-03-13T17:55'],
    ['1/10 * * * ? *', 6 * 24 * 7, '2026-03-08T00:01', '2026-03-14T23:51'],
  ])("takes the developer guide's %s for what it says", (fields, count, first, last) => {
    const [sunday, nextSunday] = ['2026-03-08T00:00', '2026-03-15T00:00']
    const due = times(`cron(${fields})`, '2026-03-07T23:59:59Z', count + 1)
    const inWeek = due.filter((time) => time >= sunday && time < nextSunday)
    expect([inWeek.length, due[0], inWeek.at(-1)]).toEqual([count, first, last])
  })

  test('keeps a weekday search within its month', () => {
    // 1 August 2026 is a Saturday, 31 January 2027 a Sunday.
    expect(times('cron(0 0 1W 8 ? 2026)')).toEqual(['2026-08-03T00:00'])
    expect(times('cron(0 0 31W 1 ? 2027)')).toEqual(['2027-01-29T00:00'])
  })

  test('is never due at the moment asked about', () => {
    expect(times('cron(0 12 * * ? *)', NOON, 1)).toEqual(['2026-03-03T12:00'])
  })

  test('finds the first minute that fits the fields', () => {
    const minute = fc.integer({ min: 0, max: 59 })
    const hour = fc.integer({ min: 0, max: 23 })
    const weekday = fc.integer({ min: 1, max: 7 })
    const anyMinute = fc.integer({ min: 0, max: 2_000_000 })
    fc.assert(
      fc.property(minute, hour, weekday, anyMinute, (m, h, w, start) => {
        const after = Date.UTC(2026, 0, 1) + start * 60_000
        let expected = after + 60_000
        const fits = (date: Date) =>
          date.getUTCMinutes() === m && date.getUTCHours() === h && date.getUTCDay() === w - 1
        while (!fits(new Date(expected))) expected += 60_000
        expect(nextCronTime(`cron(${m} ${h} ? * ${w} *)`, after)).toBe(expected)
      }),
      { numRuns: 30 },
    )
  })
})

describe('parseCron', () => {
  test.each([
    ['15 12 * * ? *', 'Use six fields'],
    ['cron(15 12 * * ?)', 'Use six fields'],
    ['rate(5 minutes)', 'Use six fields'],
    ['cron(60 12 * * ? *)', 'field Minutes'],
    ['cron(0 24 * * ? *)', 'field Hours'],
    ['cron(0 0 0 * ? *)', 'field Day-of-month'],
    ['cron(0 0 * 13 ? *)', 'field Month'],
    ['cron(0 0 ? * 0 *)', 'field Day-of-week'],
    ['cron(0 0 ? * 2#6 *)', 'field Day-of-week'],
    ['cron(0 0 * * ? 1969)', 'field Year'],
    ['cron(0 0 * * * *)', 'must be "?"'],
    ['cron(0 0 ? * ? *)', 'must be "?"'],
    ['cron(0 20-8 * * ? *)', 'runs backwards'],
    ['cron(0/0 * * * ? *)', 'is not a step'],
    ['cron(0/5/5 * * * ? *)', 'two steps'],
    ['cron(1-2-3 * * * ? *)', 'is not a range'],
    ['cron(* * * * ? *)', 'every 5 minutes'],
    ['cron(0,3 12 * * ? *)', 'every 5 minutes'],
    ['cron(2,58 * * * ? *)', 'every 5 minutes'],
  ])('refuses %s', (expression, message) => {
    expect(() => parseCron(expression)).toThrow(RangeError)
    expect(() => parseCron(expression)).toThrow(message)
  })

  test('lets minutes be close around an hour that is not followed by another', () => {
    expect(parseCron('cron(2,58 12 * * ? *)').minutes).toEqual([2, 58])
  })
})
