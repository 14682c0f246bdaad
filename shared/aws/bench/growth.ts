import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { VirtualClock } from '../src/clock.ts'
import type { MockTarget } from '../src/mock-target.ts'
import { freshWorld } from '../src/fresh-world.ts'
import { inTurn } from './in-turn.ts'

/** A read or a write, and what one costs with few things stored and with many, in milliseconds. */
export interface Growth {
  what: string
  few: number
  many: number
}

const Bucket = 'ledgers'
const TableName = 'rides'

/**
 * What operations cost with `few` and with `many` objects and items stored, where both return the
 * same: the median of `rounds`, in turn.
 */
export async function growthOf({
  few,
  many,
  rounds,
}: {
  few: number
  many: number
  rounds: number
}): Promise<Growth[]> {
  const [small, large] = [await filled(few), await filled(many)]
  const growths: Growth[] = []
  for (const what of Object.keys(small)) {
    const [one, other] = await inTurn([small[what]!, large[what]!], rounds)
    growths.push({ what, few: one!, many: other! })
  }
  return growths
}

type Work = (round: number) => Promise<unknown>

async function filled(count: number): Promise<Record<string, Work>> {
  const { client, clock, target } = freshWorld({ maxCalls: Number.POSITIVE_INFINITY })
  const s3 = client<S3Client>('S3Client')
  const dynamodb = client<DynamoDBClient>('DynamoDBClient')
  return {
    ...(await objectsIn(s3, target, count)),
    ...(await itemsIn(dynamodb, { clock, target, count })),
  }
}

/** Objects in 10 folders, which is what a listing by folders returns. */
async function objectsIn(
  s3: S3Client,
  target: MockTarget,
  count: number,
): Promise<Record<string, Work>> {
  await s3.send(new CreateBucketCommand({ Bucket }))
  const keyOf = (index: number) => `${index % 10}/${String(index).padStart(7, '0')}.json`
  for (let index = 0; index < count; index++) {
    const input = { Bucket, Key: keyOf(index), Body: Buffer.from('{}') }
    await target.handle({ clientName: 'S3Client', operation: 'PutObject', input })
  }
  const middle = keyOf(Math.floor(count / 2))
  const Prefix = `${middle[0]}/`
  return {
    'S3 put': (round) => s3.send(new PutObjectCommand({ Bucket, Key: keyOf(round), Body: '{}' })),
    'S3 get': (round) => s3.send(new GetObjectCommand({ Bucket, Key: keyOf(round) })),
    'S3 head': (round) => s3.send(new HeadObjectCommand({ Bucket, Key: keyOf(round) })),
    'S3 list, 50 keys from the middle': () =>
      s3.send(new ListObjectsV2Command({ Bucket, Prefix, StartAfter: middle, MaxKeys: 50 })),
    'S3 list by folders, 10 of them': () =>
      s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' })),
    'S3 list versions by folders': () =>
      s3.send(new ListObjectVersionsCommand({ Bucket, Delimiter: '/' })),
  }
}

/** Items in partitions of 50, with an index over 10 kinds. */
async function itemsIn(
  dynamodb: DynamoDBClient,
  { clock, target, count }: { clock: VirtualClock; target: MockTarget; count: number },
): Promise<Record<string, Work>> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['city', 'at', 'kind'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: [
        { AttributeName: 'city', KeyType: 'HASH' },
        { AttributeName: 'at', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'kinds',
          KeySchema: [
            { AttributeName: 'kind', KeyType: 'HASH' },
            { AttributeName: 'at', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  )
  // Until the table is there.
  await clock.advance(60_000)
  const item = (index: number) => ({
    city: { S: `c${Math.floor(index / 50)}` },
    at: { S: String(index).padStart(7, '0') },
    kind: { S: `k${index % 10}` },
    fare: { N: String(index % 97) },
  })
  for (let index = 0; index < count; index += 25) {
    const puts = Array.from({ length: 25 }, (_, more) => ({
      PutRequest: { Item: item(index + more) },
    }))
    const input = { RequestItems: { [TableName]: puts } }
    await target.handle({ clientName: 'DynamoDBClient', operation: 'BatchWriteItem', input })
  }
  const keyOf = (index: number) => ({ city: item(index).city, at: item(index).at })
  const city = item(Math.floor(count / 2)).city
  return {
    'DynamoDB put': (round) => dynamodb.send(new PutItemCommand({ TableName, Item: item(round) })),
    'DynamoDB get': (round) => dynamodb.send(new GetItemCommand({ TableName, Key: keyOf(round) })),
    'DynamoDB query, a partition of 50': () =>
      dynamodb.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'city = :city',
          ExpressionAttributeValues: { ':city': city },
        }),
      ),
    'DynamoDB query of an index, the last 50': () =>
      dynamodb.send(
        new QueryCommand({
          TableName,
          IndexName: 'kinds',
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: { ':kind': { S: 'k3' } },
          ScanIndexForward: false,
          Limit: 50,
        }),
      ),
    'DynamoDB scan, 50 items from a key': () =>
      dynamodb.send(
        new ScanCommand({ TableName, Limit: 50, ExclusiveStartKey: keyOf(Math.floor(count / 2)) }),
      ),
    'DynamoDB scan, the last of 1,000 segments': () =>
      dynamodb.send(new ScanCommand({ TableName, Segment: 999, TotalSegments: 1_000, Limit: 1 })),
  }
}
