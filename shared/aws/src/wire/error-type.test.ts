import { describe, expect, test } from 'vitest'
import { errorType } from './error-type.ts'

const targetPrefix = 'DynamoDB_20120810'

describe('errorType', () => {
  test.each([
    ['ValidationException', undefined, 'com.amazon.coral.validate#ValidationException', 'message'],
    [
      'SerializationException',
      undefined,
      'com.amazon.coral.service#SerializationException',
      'Message',
    ],
    [
      'ResourceNotFoundException',
      'com.amazonaws.dynamodb#ResourceNotFoundException',
      'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
      'message',
    ],
    ['NotImplemented', undefined, 'NotImplemented', 'message'],
  ])('names where %s of DynamoDB comes from', (name, modelled, type, textMember) => {
    expect(errorType(name, { targetPrefix, modelled })).toEqual({ type, textMember })
  })

  test('leaves the errors of other services as their models name them', () => {
    const told = errorType('ValidationException', {
      targetPrefix: 'Kinesis_20131202',
      modelled: 'com.amazonaws.kinesis#ValidationException',
    })
    expect(told).toEqual({
      type: 'com.amazonaws.kinesis#ValidationException',
      textMember: 'message',
    })
  })
})
