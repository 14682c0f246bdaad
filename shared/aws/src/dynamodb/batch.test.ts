import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const department = (name: string, attributes = {}) => ({
  state: { S: 'CA' },
  name: { S: name },
  ...attributes,
})
const put = (name: string, attributes = {}) => ({
  PutRequest: { Item: department(name, attributes) },
})
const remove = (name: string) => ({ DeleteRequest: { Key: department(name) } })
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))

async function withTable(overrides = {}) {
  const database = freshDatabase()
  const TableName = await departments(database, overrides)
  const write = (requests: object[], rest = {}) =>
    database.call('BatchWriteItem', { RequestItems: { [TableName]: requests }, ...rest })
  const get = (Keys: object[], rest = {}) =>
    database.call('BatchGetItem', { RequestItems: { [TableName]: { Keys, ...rest } } })
  return { ...database, TableName, write, get }
}

describe('BatchWriteItem', () => {
  test('puts and deletes', async () => {
    const { write, get } = await withTable()
    expect(await write([put('Hollister'), put('Salinas')])).toEqual({ UnprocessedItems: {} })
    await write([remove('Hollister'), put('Salinas', { officers: { N: '1' } })])
    const { Responses } = await get([department('Hollister'), department('Salinas')])
    expect(Responses).toEqual({ departments: [department('Salinas', { officers: { N: '1' } })] })
  })

  test('reports capacity and collections by table', async () => {
    const { write } = await withTable(INDEXED)
    const output = await write(
      [put('Hollister', { county: { S: 'San Benito' }, founded: { N: '1' } }), put('Salinas')],
      {
        ReturnConsumedCapacity: 'INDEXES',
        ReturnItemCollectionMetrics: 'SIZE',
      },
    )
    expect(output.ConsumedCapacity).toMatchObject([
      { TableName: 'departments', CapacityUnits: 4, Table: { CapacityUnits: 2 } },
    ])
    expect(output.ItemCollectionMetrics.departments).toHaveLength(2)
  })

  test.each<[string, object[], string]>([
    [
      '26 requests',
      times(26, (index) => put(`n${index}`)),
      'Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]',
    ],
    ['no requests', [], 'Map value must satisfy constraint'],
    [
      'two puts of one item',
      [put('Hollister'), put('Hollister')],
      'Provided list of item keys contains duplicates',
    ],
    [
      'a put and a deletion of one item',
      [put('Hollister'), remove('Hollister')],
      'Provided list of item keys contains duplicates',
    ],
    [
      'an item of more than 400 KB',
      [put('Hollister', { diary: { S: 'x'.repeat(409_600) } })],
      'Item size has exceeded the maximum allowed size',
    ],
    [
      'a request of more than 16 MB',
      times(25, (index) =>
        put(`n${index}`, { flags: { L: times(100_000, () => ({ BOOL: true })) } }),
      ),
      'Request size exceeds 16 MB',
    ],
    [
      'a put of an item without its key',
      [{ PutRequest: { Item: { state: { S: 'CA' } } } }],
      'The provided key element does not match the schema',
    ],
    ['a request that is nothing', [{}], 'must contain exactly one of the supported datatypes'],
  ])('refuses %s and writes nothing', async (_, requests, message) => {
    const { call, write, TableName } = await withTable()
    await expect(write([...requests])).rejects.toThrow(message)
    expect((await call('Scan', { TableName })).Count).toBe(0)
  })

  test.each([
    [
      'BatchWriteItem',
      { RequestItems: {} },
      'The requestItems parameter is required for BatchWriteItem',
    ],
    [
      'BatchGetItem',
      { RequestItems: {} },
      'The requestItems parameter is required for BatchGetItem',
    ],
    [
      'BatchWriteItem',
      { RequestItems: { patrols: [put('Hollister')] } },
      'Requested resource not found',
    ],
    [
      'BatchGetItem',
      { RequestItems: { patrols: { Keys: [department('Hollister')] } } },
      'Requested resource not found',
    ],
  ])('%s refuses %j', async (operation, input, message) => {
    const { call } = await withTable()
    await expect(call(operation, input)).rejects.toThrow(message)
  })
})

describe('BatchGetItem', () => {
  test('returns what fits into 16 MB and the keys of the rest', async () => {
    const { call, get } = await withTable()
    const names = times(60, (index) => `n${String(index).padStart(2, '0')}`)
    for (const name of names) {
      const Item = department(name, { diary: { S: 'x'.repeat(300 * 1024 - 25) } })
      await call('PutItem', { TableName: 'departments', Item })
    }
    const first = await get(
      names.map((name) => department(name)),
      { ConsistentRead: true },
    )
    expect(first.Responses.departments).toHaveLength(52)
    expect(first.UnprocessedKeys).toEqual({
      departments: { Keys: names.slice(52).map((name) => department(name)), ConsistentRead: true },
    })
    const rest = await call('BatchGetItem', { RequestItems: first.UnprocessedKeys })
    expect(rest.Responses.departments).toHaveLength(8)
    expect(rest.UnprocessedKeys).toEqual({})
  })

  test('charges each item by itself, and absent ones too', async () => {
    const { call, write, TableName } = await withTable()
    await write([put('Hollister', { diary: { S: 'x'.repeat(5000) } })])
    const { ConsumedCapacity } = await call('BatchGetItem', {
      RequestItems: { [TableName]: { Keys: [department('Hollister'), department('Salinas')] } },
      ReturnConsumedCapacity: 'TOTAL',
    })
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 1.5 }])
  })

  test('refuses more than 100 keys, and a key that comes twice', async () => {
    const { get } = await withTable()
    await expect(get(times(101, (index) => department(`n${index}`)))).rejects.toThrow(
      "1 validation error detected: Value at 'RequestItems.departments.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
    )
    await expect(get([department('Hollister'), department('Hollister')])).rejects.toThrow(
      'Provided list of item keys contains duplicates',
    )
  })
})
