import * as dynamodb from '@aws-sdk/client-dynamodb'
import * as s3 from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { awsError } from './service.ts'

describe('awsError', () => {
  test("makes the SDK's modelled exception, with its members", () => {
    const data = { CancellationReasons: [{ Code: 'ConditionalCheckFailed' }] }
    const error = awsError(dynamodb, 'TransactionCanceledException', { message: 'Cancelled', data })
    expect(error).toBeInstanceOf(dynamodb.TransactionCanceledException)
    expect(error).toMatchObject({
      name: 'TransactionCanceledException',
      message: 'Cancelled',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
      ...data,
    })
  })

  test('makes the base exception under the name of an error that is not modelled', () => {
    const error = awsError(s3, 'SlowDown', { message: 'Please reduce your rate', status: 503 })
    expect(error).toBeInstanceOf(s3.S3ServiceException)
    expect(error).toMatchObject({ name: 'SlowDown', $fault: 'server' })
  })

  test('does not take a class that is no exception for one', () => {
    const error = awsError(s3, 'S3Client', { message: 'An unlucky name' })
    expect(error).toBeInstanceOf(s3.S3ServiceException)
    expect(error.name).toBe('S3Client')
  })

  test('needs the module of an SDK client', () => {
    expect(() => awsError({}, 'SlowDown', { message: 'Slow down' })).toThrow(
      'The SDK module exports no service exception',
    )
  })
})
