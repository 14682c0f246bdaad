import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GlueClient } from '@aws-sdk/client-glue'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { freshCheck } from './fresh-check.ts'

describe('CheckAws', () => {
  test('lends real clients, each of them once', () => {
    const { aws } = freshCheck().context
    expect(aws.s3.client).toBeInstanceOf(S3Client)
    expect(aws.dynamodb.client).toBeInstanceOf(DynamoDBClient)
    expect(aws.dynamodb.doc).toBeInstanceOf(DynamoDBDocumentClient)
    expect(aws.glue.client).toBeInstanceOf(GlueClient)
    expect(aws.kinesis.client).toBeInstanceOf(KinesisClient)
    expect(aws.sqs.client).toBeInstanceOf(SQSClient)
    expect(aws.s3.client).toBe(aws.s3.client)
    expect(aws.dynamodb.doc).toBe(aws.dynamodb.doc)
  })

  test("records the candidate's calls and not its own", async () => {
    const { aws } = freshCheck().context
    const bucket = await aws.s3.bucket()
    const table = await aws.dynamodb.table({ key: { guid: 'S' } })
    await bucket.put('arranged', 'by the check')
    const input = { Bucket: bucket.name, Key: 'written', Body: 'by the candidate' }
    await aws.s3.client.send(new PutObjectCommand(input))
    const put = new PutCommand({ TableName: table.name, Item: { guid: 'd-17' } })
    await aws.dynamodb.doc.send(put)
    expect(aws.calls().map(({ operation }) => operation)).toEqual(['PutObject', 'PutItem'])
    expect(aws.calls('PutObject')).toMatchObject([{ input: { Key: 'written' } }])
    expect(aws.calls('GetObject')).toEqual([])
  })

  test('sends a failing command of its own only once', async () => {
    const { aws, now } = freshCheck().context
    const before = now()
    const Bucket = 'x'
    await expect(aws.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'InvalidBucketName',
      $metadata: { attempts: 1 },
    })
    expect(now()).toBe(before)
  })

  test('refuses a command of a service that is not emulated', async () => {
    const { aws } = freshCheck().context
    const command = { schema: [9, 'com.amazonaws.outposts', 'ListOutposts'] }
    await expect(aws.send(command as never)).rejects.toThrow(
      'The embedded AWS has no service for "com.amazonaws.outposts"',
    )
  })

  test('gives names that are unlike any other, in this check and in others', () => {
    const [first, second] = [freshCheck(17).context.aws, freshCheck(18).context.aws]
    const names = [first, first, second].map((aws) => aws.uniqueName('table'))
    expect(new Set(names).size).toBe(3)
    expect(freshCheck(17).context.aws.uniqueName('table')).toBe(names[0])
  })

  test('has a handler for clients it lent and for no others', () => {
    const { aws } = freshCheck().context
    expect(aws.handlerOf(aws.s3.client)).toBeTypeOf('function')
    expect(aws.handlerOf(new S3Client({ region: 'us-east-1' }))).toBeUndefined()
  })
})
