import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { nextFireTimes } = candidate(() => import('../next-fire-times.ts'))

const START = '2026-03-02T12:00:00Z'

/** The next times, as in "2026-03-02 12:15". */
async function times(fields: string, n: number, from = START) {
  const found = await nextFireTimes(`cron(${fields})`, new Date(from), n)
  return found.map((time) => time.toISOString().slice(0, 16).replace('T', ' '))
}

async function days(fields: string, n: number, from = START) {
  return (await times(`0 0 ${fields}`, n, from)).map((time) => time.slice(0, 10))
}

check('reads lists, ranges and steps', async () => {
  expect(await times('3/20 * * * ? *', 4)).toEqual([
    '2026-03-02 12:03',
    '2026-03-02 12:23',
    '2026-03-02 12:43',
    '2026-03-02 13:03',
  ])
  expect(await times('*/25 8-18/4 * * ? *', 4)).toEqual([
    '2026-03-02 12:25',
    '2026-03-02 12:50',
    '2026-03-02 16:00',
    '2026-03-02 16:25',
  ])
  expect(await times('45,5-6,5 1,0 3 * ? *', 4)).toEqual([
    '2026-03-03 00:05',
    '2026-03-03 00:06',
    '2026-03-03 00:45',
    '2026-03-03 01:05',
  ])
  expect(await times('  0   6  *  *  ?  * ', 1)).toEqual(['2026-03-03 06:00'])
})

check('counts months and weekdays as AWS does', async () => {
  expect(await days('1 1,Dec ? *', 2)).toEqual(['2026-12-01', '2027-01-01'])
  expect(await days('? * 1 *', 2)).toEqual(['2026-03-08', '2026-03-15'])
  expect(await days('? * SUN,sat *', 2)).toEqual(['2026-03-07', '2026-03-08'])
  const months = ['jan', 'FEB', 'mar', 'APR', 'may', 'JUN', 'jul', 'AUG', 'sep', 'OCT', 'nov']
  for (const [index, name] of [...months, 'DEC'].entries()) {
    const month = String(index + 1).padStart(2, '0')
    expect(await days(`1 ${name} ? 2027`, 1)).toEqual([`2027-${month}-01`])
  }
  // The days after a Monday, at noon.
  for (const [index, name] of ['TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN', 'MON'].entries()) {
    expect(await days(`? * ${name} *`, 1)).toEqual([`2026-03-0${index + 3}`])
  }
  expect(await days('? FEB-MAR 2-6 *', 4)).toEqual([
    '2026-03-03',
    '2026-03-04',
    '2026-03-05',
    '2026-03-06',
  ])
})

check('works in UTC, after the moment it is asked for', async () => {
  expect(await times('0 12 * * ? *', 1)).toEqual(['2026-03-03 12:00'])
  expect(await times('0 12 * * ? *', 1, '2026-03-02T11:59:59.999Z')).toEqual(['2026-03-02 12:00'])
  expect(await times('30 0 1 * ? *', 1, '2026-02-28T23:59:00Z')).toEqual(['2026-03-01 00:30'])
  // Clocks are put forward then, in New York.
  expect(await times('30 6-8 8 3 ? *', 3)).toEqual([
    '2026-03-08 06:30',
    '2026-03-08 07:30',
    '2026-03-08 08:30',
  ])
})

check('leaves months out that lack the day', async () => {
  expect(await days('31 * ? *', 3)).toEqual(['2026-03-31', '2026-05-31', '2026-07-31'])
  expect(await days('29 2 ? *', 2)).toEqual(['2028-02-29', '2032-02-29'])
  expect(await days('29 2 ? *', 2, '2096-01-01T00:00:00Z')).toEqual(['2096-02-29', '2104-02-29'])
})

check('knows the last day and the last Friday', async () => {
  expect(await days('L * ? *', 3, '2028-01-31T00:00:00Z')).toEqual([
    '2028-02-29',
    '2028-03-31',
    '2028-04-30',
  ])
  // The last day of July is a Friday.
  expect(await days('? * 6L *', 5)).toEqual([
    '2026-03-27',
    '2026-04-24',
    '2026-05-29',
    '2026-06-26',
    '2026-07-31',
  ])
  expect(await days('? * friL *', 1)).toEqual(['2026-03-27'])
})

check('knows the weekday nearest to a day', async () => {
  // 15 March 2026 is a Sunday, 15 August a Saturday.
  expect(await days('15W 3,4,8 ? 2026', 3)).toEqual(['2026-03-16', '2026-04-15', '2026-08-14'])
  // 1 August is a Saturday, 31 May a Sunday; neither leaves its month. April has no 31st.
  expect(await days('1W 8 ? 2026', 1)).toEqual(['2026-08-03'])
  expect(await days('31W 4-5 ? 2026', 2)).toEqual(['2026-05-29'])
  expect(await days('1w 11 ? 2026', 1)).toEqual(['2026-11-02'])
  // After 30 April 2027 comes a Saturday.
  expect(await days('31W 4 ? 2027', 1)).toEqual([])
})

check('knows the first Monday, and the fifth', async () => {
  expect(await days('? * 2#1 *', 2)).toEqual(['2026-04-06', '2026-05-04'])
  expect(await days('? * MON#5 *', 2)).toEqual(['2026-03-30', '2026-06-29'])
})

check('ends with its years', async () => {
  expect(await days('1 4 ? 2025-2027', 5)).toEqual(['2026-04-01', '2027-04-01'])
  expect(await days('1 4 ? 2020,2021', 5)).toEqual([])
  expect(await days('30 2 ? *', 5)).toEqual([])
  expect(await days('1 1 ? 2100', 1)).toEqual(['2100-01-01'])
  expect(await days('31 12 ? 2027', 2)).toEqual(['2027-12-31'])
  expect(await times('0 0 * * ? *', 0)).toEqual([])
})

check('refuses what is no schedule, and says where', async () => {
  const wrong: Record<string, string[]> = {
    Minutes: [
      '0x1 * * * ? *',
      '60 * * * ? *',
      '? * * * ? *',
      '5-1 * * * ? *',
      '0/0 * * * ? *',
      '1,,2 * * * ? *',
    ],
    Hours: ['0 24 * * ? *', '0 -1 * * ? *', '0 8-9-10 * * ? *', '0 1.5 * * ? *'],
    'Day-of-month': [
      '0 0 0 * ? *',
      '0 0 32 * ? *',
      '0 0 32W * ? *',
      '0 0 MON * ? *',
      '0 0 0W * ? *',
      '0 0 1,15W * ? *',
      '0 0 15W,3 * ? *',
    ],
    Month: ['0 0 1 0 ? *', '0 0 1 13 ? *', '0 0 1 MON ? *', '0 0 1 ? ? *'],
    'Day-of-week': [
      '0 0 * * * *',
      '0 0 ? * ? *',
      '0 0 ? * 0 *',
      '0 0 ? * 8 *',
      '0 0 ? * JAN *',
      '0 0 ? * 2#6 *',
      '0 0 ? * FRI-MON *',
      '0 0 ? * 2-6L *',
      '0 0 ? * 6L,2 *',
    ],
    Year: ['0 0 1 1 ? 1969', '0 0 1 1 ? 2200', '0 0 1 1 ? ?'],
    expression: ['0 0 * * ?', '0 0 0 1 1 ? 2026', ''],
  }
  for (const [field, expressions] of Object.entries(wrong)) {
    for (const fields of expressions) {
      const found = nextFireTimes(`cron(${fields})`, new Date(START), 1)
      await expect(found, fields).rejects.toBeInstanceOf(RangeError)
      await expect(found, fields).rejects.toThrow(field)
    }
  }
  await expect(nextFireTimes('0 0 * * ? *', new Date(START), 1)).rejects.toThrow('expression')
  for (const text of ['a cron(0 0 * * ? *)', 'cron(0 0 * * ? *) daily']) {
    await expect(nextFireTimes(text, new Date(START), 1)).rejects.toBeInstanceOf(RangeError)
  }
})
