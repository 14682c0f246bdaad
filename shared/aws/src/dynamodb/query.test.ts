// Longer than most: key conditions, pages and indexes, with all that a query refuses.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

async function withItems(names: readonly string[], overrides = {}) {
  const database = freshDatabase()
  const TableName = await departments(database, overrides)
  for (const [index, name] of names.entries()) {
    const Item = { state: { S: 'CA' }, name: { S: name }, officers: { N: String(index) } }
    await database.call('PutItem', { TableName, Item })
  }
  const query = (input: object) =>
    database.call('Query', {
      TableName,
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ...input,
      ExpressionAttributeValues: {
        ':s': { S: 'CA' },
        ...(input as { ExpressionAttributeValues?: object }).ExpressionAttributeValues,
      },
    })
  return { ...database, TableName, query }
}

const namesOf = ({ Items }: { Items: { name: { S: string } }[] }) => Items.map(({ name }) => name.S)

describe('Query', () => {
  test('returns the items of a partition in the order of their sort keys', async () => {
    const { query } = await withItems(['Salinas', 'Hollister', 'Éire', 'Zürich', '🚓'])
    const page = await query({})
    expect(namesOf(page)).toEqual(['Hollister', 'Salinas', 'Zürich', 'Éire', '🚓'])
    expect(page).toMatchObject({ Count: 5, ScannedCount: 5 })
    expect(page).not.toHaveProperty('LastEvaluatedKey')
    expect(namesOf(await query({ ScanIndexForward: false }))).toEqual([
      '🚓',
      'Éire',
      'Zürich',
      'Salinas',
      'Hollister',
    ])
  })

  const name = fc.string({
    unit: fc.constantFrom('a', 'b', 'c', '\0', 'é', '🚓', '\u{e000}'),
    minLength: 1,
    maxLength: 4,
  })
  const compare = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
  const tests = {
    '#n = :a': (value: string, a: string) => compare(value, a) === 0,
    '#n < :a': (value: string, a: string) => compare(value, a) < 0,
    '#n <= :a': (value: string, a: string) => compare(value, a) <= 0,
    '#n > :a': (value: string, a: string) => compare(value, a) > 0,
    ':a <= #n': (value: string, a: string) => compare(value, a) >= 0,
    'begins_with(#n, :a)': (value: string, a: string) => value.startsWith(a),
    '#n BETWEEN :a AND :b': (value: string, a: string, b: string) =>
      compare(value, a) >= 0 && compare(value, b) <= 0,
  }

  test('finds page by page what a filter over a sorted list finds', async () => {
    const condition = fc.constantFrom(...(Object.keys(tests) as (keyof typeof tests)[]))
    const options = fc.record({
      condition,
      bounds: fc.tuple(name, name),
      limit: fc.integer({ min: 1, max: 5 }),
      backward: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(name, { maxLength: 25 }), options, async (names, option) => {
        const { query } = await withItems(names)
        const [a, b] = option.bounds.toSorted(compare) as [string, string]
        const expected = names.filter((value) => tests[option.condition](value, a, b)).sort(compare)
        if (option.backward) expected.reverse()
        const found: string[] = []
        let ExclusiveStartKey: object | undefined
        do {
          const page = await query({
            KeyConditionExpression: `#s = :s AND ${option.condition}`,
            ExpressionAttributeNames: { '#s': 'state', '#n': 'name' },
            ExpressionAttributeValues: {
              ':a': { S: a },
              ...(option.condition.includes(':b') && { ':b': { S: b } }),
            },
            Limit: option.limit,
            ScanIndexForward: !option.backward,
            ExclusiveStartKey,
          })
          expect(page.Items.length).toBeLessThanOrEqual(option.limit)
          found.push(...namesOf(page))
          ExclusiveStartKey = page.LastEvaluatedKey
        } while (ExclusiveStartKey)
        expect(found).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('gives a key to continue with when the limit is reached, even at the last item', async () => {
    const { query } = await withItems(['Hollister', 'Salinas'])
    const first = await query({ Limit: 2 })
    expect(first.LastEvaluatedKey).toEqual({ state: { S: 'CA' }, name: { S: 'Salinas' } })
    const second = await query({ ExclusiveStartKey: first.LastEvaluatedKey })
    expect(second).toEqual({ Items: [], Count: 0, ScannedCount: 0 })
  })

  test('filters after the limit, so that a page may be empty and not be the last', async () => {
    const { query } = await withItems(['Aptos', 'Boron', 'Chico'])
    const page = await query({
      FilterExpression: 'officers = :n',
      ExpressionAttributeValues: { ':n': { N: '2' } },
      Limit: 2,
    })
    expect(page).toMatchObject({ Items: [], Count: 0, ScannedCount: 2 })
    expect(page.LastEvaluatedKey).toBeDefined()
  })

  test('ends a page at 1 MB, before the filter', async () => {
    const { call, query, TableName } = await withItems([])
    for (let index = 0; index < 12; index++) {
      const Item = {
        state: { S: 'CA' },
        name: { S: `n${index}` },
        diary: { S: 'x'.repeat(100_000) },
      }
      await call('PutItem', { TableName, Item })
    }
    const page = await query({
      FilterExpression: 'attribute_not_exists(diary)',
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(page).toMatchObject({ Count: 0, ScannedCount: 11 })
    expect(page.LastEvaluatedKey).toBeDefined()
    expect(page.ConsumedCapacity.CapacityUnits).toBe(134.5)
  })

  test('counts without returning items', async () => {
    const { query } = await withItems(['Hollister', 'Salinas'])
    expect(await query({ Select: 'COUNT' })).toEqual({ Count: 2, ScannedCount: 2 })
  })

  test('cuts items to a projection', async () => {
    const { query } = await withItems(['Hollister'])
    const { Items } = await query({ ProjectionExpression: 'officers' })
    expect(Items).toEqual([{ officers: { N: '0' } }])
  })

  test('rounds the sum of what it reads, not each item', async () => {
    const { query } = await withItems(['Aptos', 'Boron', 'Chico'])
    const { ConsumedCapacity } = await query({
      ConsistentRead: true,
      ReturnConsumedCapacity: 'INDEXES',
    })
    expect(ConsumedCapacity).toMatchObject({ CapacityUnits: 1, Table: { CapacityUnits: 1 } })
  })

  test.each([
    [
      {
        KeyConditionExpression: undefined,
        ExpressionAttributeNames: undefined,
        FilterExpression: 'officers = :s',
      },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified',
    ],
    [
      { KeyConditionExpression: 'officers = :s', ExpressionAttributeNames: undefined },
      'Query condition missed key schema element: state',
    ],
    [
      { KeyConditionExpression: '#s = :s AND officers = :s' },
      'Query condition missed key schema element: name',
    ],
    [{ KeyConditionExpression: '#s > :s' }, 'Query key condition not supported'],
    [{ KeyConditionExpression: 'begins_with(#s, :s)' }, 'Query key condition not supported'],
    [
      { KeyConditionExpression: '#s = :s OR #s = :s' },
      'Invalid operator used in KeyConditionExpression: OR',
    ],
    [{ KeyConditionExpression: '#s <> :s' }, 'Invalid operator used in KeyConditionExpression: <>'],
    [
      { KeyConditionExpression: '#s = :s AND #s = :s' },
      'KeyConditionExpressions must only contain one condition per key',
    ],
    [
      { KeyConditionExpression: '#s.code = :s' },
      'KeyConditionExpressions cannot have conditions on nested attributes',
    ],
    [
      {
        ExpressionAttributeValues: { ':s': { N: '1' } },
      },
      'Condition parameter type does not match schema type',
    ],
    [
      { FilterExpression: '#s = :s' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: state',
    ],
    [{ IndexName: 'by-county' }, 'The table does not have the specified index: by-county'],
    [
      { Limit: 0 },
      "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [{ Select: 'SPECIFIC_ATTRIBUTES' }, 'Must specify the AttributesToGet or ProjectionExpression'],
    [
      { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'officers' },
      'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
    ],
    [{ ExclusiveStartKey: { state: { S: 'CA' } } }, 'The provided starting key is invalid'],
    [
      { ExclusiveStartKey: { state: { S: 'NV' }, name: { S: 'Reno' } } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
  ])('refuses %j', async (input, message) => {
    const { query } = await withItems(['Hollister'])
    await expect(query(input)).rejects.toThrow(message)
  })
})

describe('a query of an index', () => {
  async function withIndexes() {
    const setup = await withItems([], INDEXED)
    const put = (name: string, attributes: object) =>
      setup.call('PutItem', {
        TableName: setup.TableName,
        Item: { state: { S: 'CA' }, name: { S: name }, ...attributes },
      })
    await put('Hollister', {
      founded: { N: '1872' },
      county: { S: 'San Benito' },
      officers: { N: '42' },
    })
    await put('Salinas', {
      founded: { N: '903' },
      county: { S: 'Monterey' },
      officers: { N: '160' },
    })
    await put('Monterey', {
      founded: { N: '1872' },
      county: { S: 'Monterey' },
      diary: { S: 'long' },
    })
    await put('Gonzales', { county: { S: 'Monterey' } })
    const county = (input: object) =>
      setup.call('Query', {
        TableName: setup.TableName,
        IndexName: 'by-county',
        KeyConditionExpression: 'county = :c',
        ExpressionAttributeValues: { ':c': { S: 'Monterey' } },
        ...input,
      })
    return { ...setup, put, county }
  }

  test('sorts by its own key and leaves out items that lack it', async () => {
    const { query, county } = await withIndexes()
    expect(namesOf(await query({ IndexName: 'by-founding' }))).toEqual([
      'Salinas',
      'Hollister',
      'Monterey',
    ])
    expect(namesOf(await county({}))).toEqual(['Salinas', 'Monterey'])
  })

  test('returns what it projects', async () => {
    const { county } = await withIndexes()
    const { Items } = await county({})
    expect(Items[1]).toEqual({
      state: { S: 'CA' },
      name: { S: 'Monterey' },
      founded: { N: '1872' },
      county: { S: 'Monterey' },
    })
    expect(Items[0].officers).toEqual({ N: '160' })
  })

  test('goes on behind a key of both the index and the table', async () => {
    const { county } = await withIndexes()
    const { LastEvaluatedKey } = await county({ Limit: 1 })
    expect(Object.keys(LastEvaluatedKey).sort()).toEqual(['county', 'founded', 'name', 'state'])
    expect(namesOf(await county({ ExclusiveStartKey: LastEvaluatedKey }))).toEqual(['Monterey'])
  })

  test('tells items with the same index key apart', async () => {
    const { put, county } = await withIndexes()
    for (const name of ['Soledad', 'Carmel'])
      await put(name, { founded: { N: '1872' }, county: { S: 'Monterey' } })
    const first = await county({ Limit: 2 })
    const rest = await county({ ExclusiveStartKey: first.LastEvaluatedKey })
    expect([...namesOf(first), ...namesOf(rest)].sort()).toEqual([
      'Carmel',
      'Monterey',
      'Salinas',
      'Soledad',
    ])
  })

  test('follows changes of the items', async () => {
    const { call, put, county, TableName } = await withIndexes()
    await put('Salinas', { founded: { N: '903' }, county: { S: 'Alameda' } })
    await call('DeleteItem', { TableName, Key: { state: { S: 'CA' }, name: { S: 'Monterey' } } })
    expect((await county({})).Items).toEqual([])
  })

  test('fetches what a local index does not have, and charges for it', async () => {
    const { query } = await withIndexes()
    const page = await query({
      IndexName: 'by-founding',
      Select: 'ALL_ATTRIBUTES',
      ConsistentRead: true,
      ReturnConsumedCapacity: 'INDEXES',
    })
    expect(page.Items[2].diary).toEqual({ S: 'long' })
    expect(page.ConsumedCapacity).toMatchObject({
      CapacityUnits: 4,
      Table: { CapacityUnits: 3 },
      LocalSecondaryIndexes: { 'by-founding': { CapacityUnits: 1 } },
    })
  })

  test.each([
    [{ ConsistentRead: true }, 'Consistent reads are not supported on global secondary indexes'],
    [
      { Select: 'ALL_ATTRIBUTES' },
      'Select type ALL_ATTRIBUTES is not supported for global secondary index by-county because its projection type is not ALL',
    ],
    [
      { ProjectionExpression: 'diary' },
      'Global secondary index by-county does not project [diary]',
    ],
    [
      { ExclusiveStartKey: { county: { S: 'Monterey' }, founded: { N: '1' } } },
      'The provided starting key is invalid',
    ],
  ])('that is global refuses %j', async (input, message) => {
    const { county } = await withIndexes()
    await expect(county(input)).rejects.toThrow(message)
  })
})

test('an index with several partition and sort keys is queried by them from left to right', async () => {
  const database = freshDatabase()
  const TableName = await departments(database, {
    AttributeDefinitions: ['state', 'name', 'county', 'kind', 'rank'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-kind',
        KeySchema: [
          { AttributeName: 'county', KeyType: 'HASH' },
          { AttributeName: 'kind', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
          { AttributeName: 'name', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  })
  for (const [name, kind, rank] of [
    ['Aptos', 'city', 'b'],
    ['Boron', 'city', 'a'],
    ['Chico', 'city', 'b'],
    ['Davis', 'campus', 'a'],
  ]) {
    const Item = {
      state: { S: 'CA' },
      name: { S: name },
      county: { S: 'Kern' },
      kind: { S: kind },
      rank: { S: rank },
    }
    await database.call('PutItem', { TableName, Item })
  }
  const query = (condition: string, values = {}) =>
    database.call('Query', {
      TableName,
      IndexName: 'by-kind',
      KeyConditionExpression: `county = :c ${condition}`,
      ExpressionAttributeNames: condition.includes('#n')
        ? { '#n': 'name', '#r': 'rank' }
        : undefined,
      ExpressionAttributeValues: { ':c': { S: 'Kern' }, ...values },
    })
  const city = { ':k': { S: 'city' } }
  expect(namesOf(await query('AND kind = :k', city))).toEqual(['Boron', 'Aptos', 'Chico'])
  expect(
    namesOf(
      await query('AND kind = :k AND #r = :r AND #n > :n', {
        ...city,
        ':r': { S: 'b' },
        ':n': { S: 'B' },
      }),
    ),
  ).toEqual(['Chico'])
  await expect(query('')).rejects.toThrow('Query condition missed key schema element: kind')
  await expect(
    query('AND kind = :k AND #n = :n AND #r > :r', { ...city, ':r': { S: 'a' }, ':n': { S: 'B' } }),
  ).rejects.toThrow('Query key condition not supported')
})
