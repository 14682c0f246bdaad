// Longer than most: it has a lake of its own, and reads pages in many ways.
import type { GetPartitionsResponse } from '@aws-sdk/client-glue'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import type { Options, Pred } from '../find-partitions.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { findPartitions } = candidate(() => import('../find-partitions.ts'))

const NULL = '__HIVE_DEFAULT_PARTITION__'
const KEYS = { city: 'string', year: 'int', day: 'date', zip: 'string' }
const LAKE = [
  ['Seattle', '2012', '2012-01-31', '98101'],
  ['Seattle', '2013', '2013-02-01', '98101'],
  ['New York', '2012', '2012-01-31', '10001'],
  ['New York', '2015', '2015-12-31', '0012'],
  ["O'Fallon", '2014', '2014-07-04', '63366'],
  [NULL, '2014', '2014-07-05', NULL],
]

check('finds what each condition says', async (context) => {
  const { find } = await start(context, { rows: LAKE })
  const expected: [Pred, number[]][] = [
    [{ key: 'city', op: '=', value: 'Seattle' }, [0, 1]],
    [{ key: 'city', op: '<>', value: 'Seattle' }, [2, 3, 4]],
    [{ key: 'year', op: '<', value: 2013 }, [0, 2]],
    [{ key: 'year', op: '>=', value: 2014 }, [3, 4, 5]],
    [{ key: 'day', op: '<=', value: '2012-01-31' }, [0, 2]],
    [{ key: 'day', between: ['2013-02-01', '2014-07-04'] }, [1, 4]],
    [{ key: 'year', in: [2015, 2013] }, [1, 3]],
    [{ key: 'zip', in: ['0012', '12'] }, [3]],
    [{ key: 'city', like: 'New%' }, [2, 3]],
    [{ key: 'city', isNull: true }, [5]],
    [{ key: 'city', isNull: false }, [0, 1, 2, 3, 4]],
    [{ not: { key: 'year', in: [2012, 2014] } }, [1, 3]],
  ]
  for (const [where, rows] of expected) expect(await find(where)).toEqual(rows)
})

check('keeps the grouping of nested conditions', async (context) => {
  const { find } = await start(context, { rows: LAKE })
  const seattle: Pred = { key: 'city', op: '=', value: 'Seattle' }
  const newYork: Pred = { key: 'city', op: '=', value: 'New York' }
  const in2012: Pred = { key: 'year', op: '=', value: 2012 }
  expect(await find({ and: [{ or: [seattle, newYork] }, in2012] })).toEqual([0, 2])
  expect(await find({ and: [in2012, { or: [newYork, seattle] }] })).toEqual([0, 2])
  expect(await find({ or: [seattle, { and: [newYork, in2012] }] })).toEqual([0, 1, 2])
  expect(await find({ not: { and: [seattle, in2012] } })).toEqual([1, 2, 3, 4, 5])
  expect(await find({ not: { or: [seattle, { not: in2012 }] } })).toEqual([2])
  expect(await find({ and: [{ key: 'year', between: [2012, 2013] }, { not: seattle }] })).toEqual([
    2,
  ])
})

check('takes quotes in texts for what they are', async (context) => {
  const attack = "x' OR '1'='1"
  const odd = [attack, "''", "O'Fallon", 'say "hi"', 'back\\slash', 'NULL']
  const rows = [...odd, 'Seattle'].map((city) => [city, '2012', '2012-01-31', '1'])
  const { find } = await start(context, { rows })
  for (const [index, city] of odd.entries()) {
    expect(await find({ key: 'city', op: '=', value: city })).toEqual([index])
    expect(await find({ key: 'city', in: [city] })).toEqual([index])
  }
  expect(await find({ key: 'city', like: "O'%" })).toEqual([2])
  expect(await find({ key: 'city', between: ["O'E", "O'G"] })).toEqual([2])
})

check('refuses keys that are no names', async (context) => {
  const { find } = await start(context, { rows: LAKE })
  const where: Pred = { key: "city = 'Seattle' OR year", op: '>', value: 0 }
  for (const pred of [where, { not: { and: [where] } }, { key: 'año', isNull: true }]) {
    await expect(find(pred)).rejects.toBeInstanceOf(RangeError)
  }
  expect(context.aws.calls()).toHaveLength(0)
})

check('writes numbers as numbers, and texts as texts', async (context) => {
  const { find } = await start(context, { rows: LAKE })
  await find({
    and: [
      { key: 'year', in: [2012, 2013] },
      { key: 'year', op: '>', value: 2011 },
    ],
  })
  await find({ key: 'year', between: [1998, 2012] })
  await find({ key: 'zip', op: '=', value: '0012' })
  const sent = context.aws.calls('GetPartitions').map(({ input }) => String(input['Expression']))
  expect(sent[0]).not.toMatch(/['"]201[123]['"]/)
  expect(sent[1]).not.toMatch(/['"](?:1998|2012)['"]/)
  expect(sent[2]).toContain("'0012'")
})

check('has Glue do the filtering', async (context) => {
  const { find } = await start(context, { rows: hours(400) })
  let answered = 0
  context.aws.faults.on('GetPartitions', { call: 'all' }, async (_, proceed) => {
    const output = await proceed()
    answered += (output as GetPartitionsResponse).Partitions?.length ?? 0
    return output
  })
  const where: Pred = {
    and: [{ key: 'year', op: '=', value: 7 }, { not: { key: 'zip', in: ['00007', '00017'] } }],
  }
  const found = await find(where)
  expect(found.length).toBeGreaterThan(10)
  expect(answered).toBe(found.length)
})

check('goes on after an empty page', async (context) => {
  const { find } = await start(context, { rows: hours(230) })
  const hidden = new Map<string, unknown>()
  context.aws.faults.on('GetPartitions', { call: 'all' }, async ({ input }, proceed) => {
    const asked = input['NextToken'] as string | undefined
    const isEmpty = !hidden.has(asked ?? '') && (asked === undefined || !asked.startsWith('empty'))
    if (isEmpty) {
      const NextToken = `empty-${hidden.size}`
      hidden.set(NextToken, asked)
      return { Partitions: [], NextToken }
    }
    return proceed({ ...input, NextToken: hidden.get(asked ?? '') })
  })
  expect(await find({ key: 'year', op: '>=', value: 0 })).toHaveLength(230)
})

check('asks for a page only when it is wanted', async (context) => {
  const { search } = await start(context, { rows: hours(350) })
  // Glue may answer with fewer partitions than asked for; here it always does.
  context.aws.faults.on('GetPartitions', { call: 'all' }, async ({ input }, proceed) => {
    return proceed({ ...input, MaxResults: 100 })
  })
  const seen: number[] = []
  for await (const _ of search({ key: 'year', op: '>=', value: 0 })) {
    seen.push(context.aws.calls('GetPartitions').length)
    if (seen.length === 101) break
  }
  await context.sleep(60_000)
  expect(seen.slice(99)).toEqual([1, 2])
  expect(context.aws.calls('GetPartitions')).toHaveLength(2)

  for await (const _ of search({ key: 'year', op: '>=', value: 0 }, { segments: 3 })) break
  await context.sleep(60_000)
  expect(context.aws.calls('GetPartitions').length).toBeLessThanOrEqual(2 + 3)
})

check('divides a list that is too long for one expression', async (context) => {
  const rows = hours(900)
  const { find } = await start(context, { rows })
  const zips = rows.filter((_, index) => index % 3 > 0).map(([, , , zip]) => zip!)
  const listed: Pred = { key: 'zip', in: [...zips, ...zips.slice(0, 7)] }
  const expected = rows.flatMap((_, index) => (index % 3 > 0 ? [index] : []))
  expect(await find(listed)).toEqual(expected)

  const few: Pred = { key: 'year', in: [2, 3, 3] }
  const both = expected.filter((index) => [2, 3].includes(Number(rows[index]?.[1])))
  expect(await find({ and: [few, listed] })).toEqual(both)
  for (const { input } of context.aws.calls('GetPartitions')) {
    expect(String(input['Expression']).length).toBeLessThanOrEqual(2_048)
  }

  const long: Pred = { key: 'city', op: '=', value: 'x'.repeat(1_500) }
  expect(await find({ and: [long, listed] })).toEqual([])
  const twoLong = ['x', 'y'].map((letter) => letter.repeat(1_500))
  expect(await find({ key: 'city', in: twoLong })).toEqual([])

  const calls = context.aws.calls().length
  const tooLong: Pred[] = [
    { or: [listed, { key: 'year', op: '=', value: 1 }] },
    { and: [few, { key: 'city', op: '=', value: 'x'.repeat(2_100) }] },
  ]
  for (const where of tooLong) await expect(find(where)).rejects.toBeInstanceOf(RangeError)
  expect(context.aws.calls()).toHaveLength(calls)
})

check('reads segments at the same time, and yields each partition once', async (context) => {
  const { find } = await start(context, { rows: hours(1_000) })
  context.aws.faults.delay('GetPartitions', 1_000, { call: 'all' })
  const before = context.now()
  const found = await find({ key: 'year', op: '>=', value: 0 }, { segments: 5 })
  const seconds = (context.now() - before) / 1_000
  expect(found).toEqual(Array.from({ length: 1_000 }, (_, index) => index))
  // One after the other, its ten pages or more take ten seconds.
  expect(seconds).toBeLessThanOrEqual(4)
  const segments = context.aws.calls('GetPartitions').map(({ input }) => input['Segment'])
  expect(new Set(segments.map((segment) => JSON.stringify(segment))).size).toBe(5)
})

interface Lake {
  /** The values of each partition. */
  rows: string[][]
}

async function start({ aws }: CheckContext, { rows }: Lake) {
  const weather = await (await aws.glue.database()).table({ keys: KEYS })
  await weather.add(...rows.map((Values) => ({ Values })))
  const ids = new Map(rows.map((values, index) => [JSON.stringify(values), index]))
  const deps = { client: aws.glue.client }
  const search = (where: Pred, options?: Options) =>
    findPartitions(weather.database, weather.name, where, deps, options)
  const find = async (where: Pred, options?: Options) => {
    const found: number[] = []
    for await (const { Values } of search(where, options)) {
      if (found.length > rows.length) throw new RangeError('More was found than there is')
      found.push(ids.get(JSON.stringify(Values)) ?? -1)
    }
    return found.toSorted((a, b) => a - b)
  }
  return { search, find }
}

/** Partitions with the years 0 to 9 in turn, and a zip of their own. */
function hours(count: number): string[][] {
  return Array.from({ length: count }, (_, n) => [
    'Seattle',
    String(n % 10),
    '2012-01-31',
    String(n).padStart(5, '0'),
  ])
}
