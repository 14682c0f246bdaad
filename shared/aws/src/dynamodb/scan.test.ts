import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

async function withStates(states: readonly string[], overrides = {}) {
  const database = freshDatabase()
  const TableName = await departments(database, overrides)
  for (const state of states) {
    const Item = {
      state: { S: state },
      name: { S: 'Hollister' },
      county: { S: `${state.length}` },
      founded: { N: '1' },
    }
    await database.call('PutItem', { TableName, Item })
  }
  const scan = (input: object) => database.call('Scan', { TableName, ...input })
  return { ...database, TableName, scan }
}

async function scanAll(
  scan: (
    input: object,
  ) => Promise<{ Items: { state: { S: string } }[]; LastEvaluatedKey?: object }>,
  input: object,
) {
  const found: string[] = []
  let ExclusiveStartKey: object | undefined
  do {
    const page = await scan({ ...input, ExclusiveStartKey })
    found.push(...page.Items.map(({ state }) => state.S))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return found
}

describe('Scan', () => {
  const states = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 40 })

  test('finds every item once, in pages of any size', async () => {
    await fc.assert(
      fc.asyncProperty(states, fc.integer({ min: 1, max: 7 }), async (names, Limit) => {
        const { scan } = await withStates(names)
        expect((await scanAll(scan, { Limit })).sort()).toEqual(names.toSorted())
      }),
      { numRuns: 40 },
    )
  })

  test('finds every item in exactly one segment, also of an index', async () => {
    const options = fc.record({
      TotalSegments: fc.integer({ min: 1, max: 8 }),
      IndexName: fc.constantFrom(undefined, 'by-county'),
    })
    await fc.assert(
      fc.asyncProperty(states, options, async (names, { TotalSegments, IndexName }) => {
        const { scan } = await withStates(names, INDEXED)
        const found: string[] = []
        for (let Segment = 0; Segment < TotalSegments; Segment++) {
          found.push(...(await scanAll(scan, { Segment, TotalSegments, IndexName, Limit: 3 })))
        }
        expect(found.sort()).toEqual(names.toSorted())
      }),
      { numRuns: 40 },
    )
  })

  test('spreads its items over the segments in no order of their keys', async () => {
    const names = Array.from(
      { length: 200 },
      (_, index) => `state-${String(index).padStart(3, '0')}`,
    )
    const { scan } = await withStates(names)
    expect(await scanAll(scan, {})).not.toEqual(names)
    for (let Segment = 0; Segment < 4; Segment++) {
      const { Count } = await scan({ Segment, TotalSegments: 4 })
      expect(Count).toBeGreaterThan(25)
      expect(Count).toBeLessThan(75)
    }
  })

  test('filters, projects and counts', async () => {
    const { scan } = await withStates(['CA', 'NV', 'OR'])
    const input = {
      FilterExpression: '#s > :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'CA' } },
    }
    expect(await scan({ ...input, Select: 'COUNT' })).toEqual({ Count: 2, ScannedCount: 3 })
    const { Items } = await scan({ ...input, ProjectionExpression: 'founded' })
    expect(Items).toEqual([{ founded: { N: '1' } }, { founded: { N: '1' } }])
  })

  test('charges what it evaluates, not what it returns', async () => {
    const { call, scan, TableName } = await withStates(['NV'])
    for (const state of ['CA', 'OR']) {
      const Item = { state: { S: state }, name: { S: 'Bend' }, diary: { S: 'x'.repeat(6000) } }
      await call('PutItem', { TableName, Item })
    }
    const { ConsumedCapacity } = await scan({
      FilterExpression: 'attribute_exists(nothing)',
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(ConsumedCapacity).toEqual({ TableName, CapacityUnits: 1.5 })
  })

  test.each([
    [
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      { TotalSegments: 4 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [{ Segment: 5, TotalSegments: 5 }, 'Segment: 5 is not less than TotalSegments: 5'],
    [
      { Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { ExclusiveStartKey: {} },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      {
        FilterExpression: '#s.code = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': { S: 'CA' } },
      },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: state",
    ],
  ])('refuses %j', async (input, message) => {
    const { scan } = await withStates(['CA'])
    await expect(scan(input)).rejects.toThrow(message)
  })

  test('refuses to go on in another segment', async () => {
    const { scan } = await withStates(['CA', 'NV', 'OR', 'WA'])
    const pages = await Promise.all(
      [0, 1].map((Segment) => scan({ Segment, TotalSegments: 2, Limit: 1 })),
    )
    const [first] = pages.filter(({ LastEvaluatedKey }) => LastEvaluatedKey)
    const other = pages.indexOf(first) === 0 ? 1 : 0
    await expect(
      scan({ Segment: other, TotalSegments: 2, ExclusiveStartKey: first.LastEvaluatedKey }),
    ).rejects.toThrow('Please use ExclusiveStartKey with correct Segment')
  })
})
