import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'

const TableName = 'departments'
const Key = { state: { S: 'CA' }, name: { S: 'Hollister' } }
const stored = {
  ...Key,
  officers: { N: '42' },
  units: { SS: ['patrol', 'canine'] },
  motto: { S: 'serve' },
}

async function withHollister() {
  const database = freshDatabase()
  await departments(database)
  await database.call('PutItem', { TableName, Item: stored })
  const update = (AttributeUpdates: object, key = Key) =>
    database.call('UpdateItem', { TableName, Key: key, AttributeUpdates, ReturnValues: 'ALL_NEW' })
  const expecting = (Expected: object, rest = {}) =>
    database.call('PutItem', { TableName, Item: stored, Expected, ...rest })
  return { ...database, update, expecting }
}

describe('the older parameters', () => {
  test('update attributes', async () => {
    const { update } = await withHollister()
    const { Attributes } = await update({
      officers: { Action: 'ADD', Value: { N: '1' } },
      units: { Action: 'DELETE', Value: { SS: ['patrol'] } },
      motto: { Action: 'DELETE' },
      calls: { Action: 'ADD', Value: { L: [{ S: 'a' }] } },
      county: { Value: { S: 'San Benito' } },
    })
    expect(Attributes).toEqual({
      ...Key,
      officers: { N: '43' },
      units: { SS: ['canine'] },
      calls: { L: [{ S: 'a' }] },
      county: { S: 'San Benito' },
    })
  })

  test('make no item by deleting attributes of one that is not there', async () => {
    const { call, update } = await withHollister()
    await update({ motto: { Action: 'DELETE' } }, { ...Key, name: { S: 'Salinas' } })
    expect((await call('Scan', { TableName })).Count).toBe(1)
  })

  test.each<[object, string?]>([
    [{ officers: { Value: { N: '42' } } }],
    [
      {
        officers: { ComparisonOperator: 'BETWEEN', AttributeValueList: [{ N: '40' }, { N: '50' }] },
      },
    ],
    [{ officers: { ComparisonOperator: 'IN', AttributeValueList: [{ N: '1' }, { N: '42' }] } }],
    [{ nothing: { Exists: false }, motto: { ComparisonOperator: 'NOT_NULL' } }],
    [{ motto: { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [{ S: 'x' }] } }],
    [{ officers: { Value: { N: '1' } }, motto: { Value: { S: 'serve' } } }, 'OR'],
  ])('%j holds', async (expected, ConditionalOperator) => {
    const { expecting } = await withHollister()
    await expect(expecting(expected, { ConditionalOperator })).resolves.toBeDefined()
  })

  test.each([
    [{ motto: { Exists: false } }, 'The conditional request failed'],
    [
      { officers: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '42' }] } },
      'The conditional request failed',
    ],
    [
      { officers: { Exists: true } },
      'Value must be provided when Exists is true for Attribute: officers',
    ],
    [
      { officers: { ComparisonOperator: 'EQ', AttributeValueList: [] } },
      'Invalid number of argument(s) for the EQ ComparisonOperator',
    ],
    [
      { officers: { ComparisonOperator: 'IN', AttributeValueList: Array(101).fill({ N: '1' }) } },
      'Invalid number of argument(s) for the IN ComparisonOperator',
    ],
    [
      { officers: { ComparisonOperator: 'LT' } },
      'Value or AttributeValueList must be used with ComparisonOperator: LT for Attribute: officers',
    ],
    [
      { officers: { ComparisonOperator: 'LT', AttributeValueList: [{ BOOL: true }] } },
      'ComparisonOperator LT is not valid for BOOL AttributeValue type',
    ],
    [
      { officers: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ SS: ['a'] }] } },
      'ComparisonOperator CONTAINS is not valid for SS AttributeValue type',
    ],
    [
      { officers: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] } },
      'ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type',
    ],
    [
      { officers: { Exists: false, Value: { N: '1' } } },
      'Value cannot be used when Exists is false for Attribute: officers',
    ],
  ])('%j does not hold', async (expected, message) => {
    const { expecting } = await withHollister()
    await expect(expecting(expected)).rejects.toThrow(message)
  })

  test('query and scan', async () => {
    const { call } = await withHollister()
    const equals = (value: object) => ({ ComparisonOperator: 'EQ', AttributeValueList: [value] })
    const prefix = { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ S: 'Hol' }] }
    const { Items } = await call('Query', {
      TableName,
      KeyConditions: { state: equals({ S: 'CA' }), name: prefix },
      QueryFilter: { officers: equals({ N: '42' }) },
      AttributesToGet: ['motto'],
    })
    expect(Items).toEqual([{ motto: { S: 'serve' } }])
    const ScanFilter = {
      units: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ S: 'marine' }] },
    }
    expect((await call('Scan', { TableName, ScanFilter })).Count).toBe(0)
  })

  test('go with other expressions where they are key conditions', async () => {
    const { call } = await withHollister()
    const state = { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'CA' }] }
    const { Items } = await call('Query', {
      TableName,
      KeyConditions: { state },
      ProjectionExpression: 'motto',
    })
    expect(Items).toEqual([{ motto: { S: 'serve' } }])
    const contains = { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ S: 'CA' }] }
    await expect(call('Query', { TableName, KeyConditions: { state: contains } })).rejects.toThrow(
      'Attempted conditional constraint is not an indexable operation',
    )
  })

  test('exclude expressions', async () => {
    const { expecting } = await withHollister()
    await expect(
      expecting({ motto: { Exists: false } }, { ConditionExpression: 'a = b' }),
    ).rejects.toThrow(
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    )
  })
})
