import * as sdk from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { coralMismatch } from './coral-mismatch.ts'
import { wireServiceOf } from './wire-service.ts'

const { operations } = wireServiceOf({ name: 'DynamoDB', client: 'DynamoDBClient' }, sdk)

function mismatchOf(operation: string, body: object | string): string | undefined {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const { input } = operations.get(operation)!
  return coralMismatch(input, Buffer.from(text))
}

describe('coralMismatch', () => {
  test.each([
    ['GetItem', { TableName: true }, 'TRUE_VALUE cannot be converted to String'],
    ['GetItem', { TableName: 34.5 }, 'DECIMAL_VALUE cannot be converted to String'],
    ['GetItem', { TableName: [] }, 'Unrecognized collection type class java.lang.String'],
    ['GetItem', { TableName: {} }, 'Start of structure or map found where not expected'],
    ['GetItem', { ConsistentRead: 'x' }, 'Unexpected token received from parser'],
    ['GetItem', { ConsistentRead: 1 }, 'NUMBER_VALUE cannot be converted to Boolean'],
    ['GetItem', { AttributesToGet: 'x' }, 'Unexpected field type'],
    ['GetItem', { Key: 'x' }, 'Unexpected field type'],
    ['GetItem', { Key: { a: 'x' } }, 'Unexpected value type in payload'],
    [
      'GetItem',
      { Key: [] },
      'Unrecognized collection type java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>',
    ],
    [
      'GetItem',
      { Key: { a: [] } },
      'Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue',
    ],
    ['GetItem', { Key: { a: { B: 1 } } }, 'only base-64-encoded strings are convertible to bytes'],
    [
      'GetItem',
      { Key: { a: { B: '23456' } } },
      'Base64 encoded length is expected a multiple of 4 bytes but found: 5',
    ],
    ['GetItem', { Key: { a: { B: '+/+=' } } }, 'Invalid last non-pad Base64 character dectected'],
    [
      'BatchWriteItem',
      { RequestItems: [] },
      'Unrecognized collection type java.util.Map<java.lang.String, java.util.List<com.amazonaws.dynamodb.v20120810.WriteRequest>>',
    ],
    ['Query', { Limit: '2' }, 'STRING_VALUE cannot be converted to Integer'],
    [
      'CreateTable',
      { ProvisionedThroughput: { ReadCapacityUnits: '2' } },
      'STRING_VALUE cannot be converted to Long',
    ],
  ])('says of %s %j what DynamoDB says', (operation, body, message) => {
    expect(mismatchOf(operation, body)).toBe(message)
  })

  test('says nothing of what fits, is no JSON, or has no end', () => {
    expect(mismatchOf('GetItem', { TableName: 'rides', Key: { a: { S: 'x' } } })).toBeUndefined()
    expect(mismatchOf('GetItem', '{"TableName')).toBeUndefined()
    const endless = `{"Key": {"a": ${'{"L": ['.repeat(50_000)}${']}'.repeat(50_000)}}}`
    expect(mismatchOf('GetItem', endless)).toBeUndefined()
  })
})
