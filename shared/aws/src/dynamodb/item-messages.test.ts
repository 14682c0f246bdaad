import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'

const TableName = 'departments'
const Key = { state: { S: 'CA' }, name: { S: 'Gilroy' } }
const scalars =
  "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed"

// As dynalite's tests recorded it on DynamoDB.
describe('DynamoDB refuses', () => {
  test.each([
    ['GetItem', { Key, ProjectionExpression: '#n.a' }, `${scalars}: Key: name`],
    ['GetItem', { Key, ProjectionExpression: 'founded[0]' }, `${scalars}: IndexKey: founded`],
    [
      'GetItem',
      { Key: { state: { S: 'a', N: 'b' }, name: { S: 'x' } } },
      'The parameter cannot be converted to a numeric value: b',
    ],
    [
      'UpdateItem',
      { Key, UpdateExpression: 'SET a = founded[1]' },
      `${scalars}: IndexKey: founded`,
    ],
    [
      'UpdateItem',
      {
        Key,
        UpdateExpression: 'SET founded.a = officers ADD county :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      },
      'One or more parameter values were invalid: Type mismatch for Index Key county Expected: S Actual: N IndexName: by-county',
    ],
    [
      'UpdateItem',
      {
        Key,
        UpdateExpression: 'SET county = officers + :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      },
      'One or more parameter values were invalid: Type mismatch for Index Key county Expected: S Actual: N IndexName: by-county',
    ],
    [
      'UpdateItem',
      { Key, AttributeUpdates: { officers: { Action: 'ADD', Value: { SS: ['a'] } } } },
      'Type mismatch for attribute to update',
    ],
    [
      'BatchGetItem',
      {
        RequestItems: {
          [TableName]: { Keys: [Key], ProjectionExpression: 'officers' },
          stations: { Keys: [Key], AttributesToGet: ['officers'] },
        },
      },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
    ],
    [
      'UpdateTable',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1_000_000_000_001 } },
      'Given value 1000000000001 for WriteCapacityUnits is out of bounds',
    ],
    [
      'Query',
      {
        KeyConditionExpression: 'county BETWEEN founded AND size(county)',
      },
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    ],
  ])('%s %j', async (operation, input, message) => {
    const database = freshDatabase()
    await departments(database, INDEXED)
    const { call } = database
    await call('PutItem', { TableName, Item: { ...Key, officers: { N: '5' } } })
    const names = JSON.stringify(input).includes('#n')
      ? { ExpressionAttributeNames: { '#n': 'name' } }
      : {}
    const table = operation === 'BatchGetItem' ? {} : { TableName }
    const refused = call(operation, { ...table, ...input, ...names })
    await expect(refused).rejects.toThrow(expect.objectContaining({ message }))
  })
})
