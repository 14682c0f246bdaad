import { describe, expect, test } from 'vitest'
import { marshallMembers, unmarshallMembers } from './document-shapes.ts'

const typed = { guid: { S: 'd-17' }, rows: { N: '3' } }
const item = { guid: 'd-17', rows: 3 }

/** Inputs and outputs as DynamoDB has them, and as a document client has them. */
const SHAPES: [string, object, object][] = [
  ['PutItem', { TableName: 'documents', Item: typed }, { TableName: 'documents', Item: item }],
  ['GetItem', { Key: typed, ConsistentRead: true }, { Key: item, ConsistentRead: true }],
  [
    'Query',
    { Items: [typed], LastEvaluatedKey: typed, Count: 1 },
    { Items: [item], LastEvaluatedKey: item, Count: 1 },
  ],
  ['UpdateItem', { Attributes: typed }, { Attributes: item }],
  [
    'BatchGetItem',
    { RequestItems: { documents: { Keys: [typed], ProjectionExpression: 'guid' } } },
    { RequestItems: { documents: { Keys: [item], ProjectionExpression: 'guid' } } },
  ],
  [
    'BatchGetItem, answered',
    { Responses: { documents: [typed] }, UnprocessedKeys: { documents: { Keys: [typed] } } },
    { Responses: { documents: [item] }, UnprocessedKeys: { documents: { Keys: [item] } } },
  ],
  [
    'BatchWriteItem of tables with unlucky names',
    {
      RequestItems: {
        Items: [{ PutRequest: { Item: typed } }],
        Key: [{ DeleteRequest: { Key: typed } }],
      },
    },
    {
      RequestItems: {
        Items: [{ PutRequest: { Item: item } }],
        Key: [{ DeleteRequest: { Key: item } }],
      },
    },
  ],
  [
    'TransactWriteItems',
    {
      TransactItems: [{ Update: { Key: typed, ExpressionAttributeValues: { ':n': { N: '1' } } } }],
    },
    { TransactItems: [{ Update: { Key: item, ExpressionAttributeValues: { ':n': 1 } } }] },
  ],
  [
    'TransactGetItems, answered',
    { Responses: [{ Item: typed }, {}] },
    { Responses: [{ Item: item }, {}] },
  ],
  [
    'a cancelled write',
    { ItemCollectionMetrics: { ItemCollectionKey: typed, SizeEstimateRangeGB: [0, 1] } },
    { ItemCollectionMetrics: { ItemCollectionKey: item, SizeEstimateRangeGB: [0, 1] } },
  ],
  [
    'legacy conditions',
    { KeyConditions: { Item: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'd-17' }] } } },
    { KeyConditions: { Item: { ComparisonOperator: 'EQ', AttributeValueList: ['d-17'] } } },
  ],
  [
    'legacy updates',
    { AttributeUpdates: { rows: { Action: 'ADD', Value: { N: '3' } } } },
    { AttributeUpdates: { rows: { Action: 'ADD', Value: 3 } } },
  ],
]

describe('unmarshallMembers', () => {
  test.each(SHAPES)('makes values plain in %s', (_, service, document) => {
    expect(unmarshallMembers(service)).toEqual(document)
  })
})

describe('marshallMembers', () => {
  test.each(SHAPES)('types the values in %s', (_, service, document) => {
    expect(marshallMembers(document)).toEqual(service)
  })

  test('leaves dates, bytes and missing members as they are', () => {
    const others = { at: new Date(0), token: new Uint8Array([1]), Item: undefined, Count: null }
    expect(marshallMembers(others)).toEqual(others)
  })

  test('leaves out what an item does not define', () => {
    expect(marshallMembers({ Item: { guid: 'd-17', note: undefined } })).toEqual({
      Item: { guid: { S: 'd-17' } },
    })
  })
})
