import type { CheckContext } from '@workshop/testkit'
import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { InvalidUpdateTime, upsertIfNewer } = candidate(() => import('../upsert-if-newer.ts'))

const guid = '3c0d9a5e-2f0f-4a38-8b7e-9b6d53b8f0c1'

async function registry({ aws }: CheckContext) {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  return { table, deps: { doc: aws.dynamodb.doc, table: table.name } }
}

const at = (updateTime: string, version?: number) => ({
  guid,
  name: `Gilroy as of ${updateTime}`,
  updateTime,
  ...(version === undefined ? {} : { version }),
})

check('stores a new department', async (context) => {
  const { table, deps } = await registry(context)
  const record = at('Tue Nov 13 21:05:09 2018', 4)

  expect(await upsertIfNewer(record, deps)).toBe('created')

  expect(await table.get({ guid })).toEqual({
    ...record,
    updatedAt: expect.any(Number),
  })
})

check('reads the time as UTC, whatever the time zone and the day', async (context) => {
  const { table, deps } = await registry(context)
  const updatedAt = async (updateTime: string) => {
    const department = { ...at(updateTime), guid: `department of ${updateTime}` }
    await upsertIfNewer(department, deps)
    return (await table.get({ guid: department.guid }))?.['updatedAt']
  }

  expect(await updatedAt('Sat Dec  1 00:30:00 2018')).toBe(Date.UTC(2018, 11, 1, 0, 30))
  expect(await updatedAt('Sun Mar 10 02:30:00 2019')).toBe(Date.UTC(2019, 2, 10, 2, 30))
  expect(await updatedAt('Sat Feb 29 23:59:59 2020')).toBe(Date.UTC(2020, 1, 29, 23, 59, 59))
})

check('goes by the time and not by its text', async (context) => {
  const { table, deps } = await registry(context)
  const times = ['Wed Jan 17 10:00:00 2018', 'Fri Sep 21 10:00:00 2018', 'Mon Dec 10 09:00:00 2018']

  expect(await upsertIfNewer(at(times[0]!), deps)).toBe('created')
  expect(await upsertIfNewer(at(times[2]!), deps)).toBe('updated')
  expect(await upsertIfNewer(at(times[1]!), deps)).toBe('stale')
  expect(await upsertIfNewer(at(times[0]!), deps)).toBe('stale')

  expect(await table.get({ guid })).toMatchObject({ updateTime: times[2] })
})

check('goes by the version within a second', async (context) => {
  const { table, deps } = await registry(context)
  const second = 'Thu Jul 12 07:15:00 2018'

  expect(await upsertIfNewer(at(second, 3), deps)).toBe('created')
  expect(await upsertIfNewer({ ...at(second, 3), name: 'A copy' }, deps)).toBe('same')
  expect(await upsertIfNewer(at(second, 2), deps)).toBe('stale')
  expect(await upsertIfNewer(at(second), deps)).toBe('stale')
  expect(await upsertIfNewer(at(second, 5), deps)).toBe('updated')

  expect(await table.get({ guid })).toMatchObject({ version: 5, name: `Gilroy as of ${second}` })
  expect(await upsertIfNewer(at('Thu Jul 19 07:15:00 2018'), deps)).toBe('updated')
  expect(await table.get({ guid })).toMatchObject({ version: 0 })
})

check('ends at the newest record when many arrive at once', async (context) => {
  const { table, deps } = await registry(context)
  const days = Array.from({ length: 16 }, (_, i) => 12 + i)
  const shuffled = days
    .map((day) => ({ day, rank: context.random() }))
    .toSorted((one, other) => one.rank - other.rank)
  const weekday = (day: number) =>
    ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(Date.UTC(2018, 4, day)).getUTCDay()]

  const outcomes = await Promise.all(
    shuffled.map(({ day }) => upsertIfNewer(at(`${weekday(day)} May ${day} 06:00:00 2018`), deps)),
  )

  expect(await table.get({ guid })).toMatchObject({ updateTime: 'Sun May 27 06:00:00 2018' })
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
  expect(outcomes[shuffled.findIndex(({ day }) => day === 27)]).not.toBe('stale')
  expect(context.aws.calls()).toHaveLength(16)
})

check('keeps attributes it does not know', async (context) => {
  const { table, deps } = await registry(context)
  await upsertIfNewer(at('Mon May 14 06:00:00 2018'), deps)
  const stored = await table.get({ guid })
  await table.put({ ...stored, chief: 'R. Ortega', badges: new Set(['a', 'b']) })

  expect(await upsertIfNewer(at('Tue May 15 06:00:00 2018'), deps)).toBe('updated')

  expect(await table.get({ guid })).toMatchObject({
    chief: 'R. Ortega',
    badges: new Set(['a', 'b']),
    updateTime: 'Tue May 15 06:00:00 2018',
  })
})

check('refuses a time it cannot read and passes other errors on', async (context) => {
  const { deps } = await registry(context)
  for (const text of [
    '2018-05-14T06:00:00Z',
    'Mon May 14 2018',
    '',
    'Mon Mai 14 06:00:00 2018',
    'on Mon May 14 06:00:00 2018',
    'Mon May 14 06:00:00 2018 +0200',
  ]) {
    await expect(upsertIfNewer(at(text), deps)).rejects.toBeInstanceOf(InvalidUpdateTime)
  }
  expect(context.aws.calls()).toHaveLength(0)

  const elsewhere = upsertIfNewer(at('Mon May 14 06:00:00 2018'), {
    ...deps,
    table: 'no-such-table',
  })
  await expect(elsewhere).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})
