import { type CliSession, HOUR } from '../cli-session.ts'

/** DynamoDB Streams: what changed in a table, record by record, until the reader expires. */
export const dynamodbStreams: CliSession = async (aws, { advance }) => {
  const name = { 'table-name': 'rides' }
  await aws.ok('dynamodb create-table', {
    ...name,
    'attribute-definitions': [{ AttributeName: 'id', AttributeType: 'S' }],
    'key-schema': [{ AttributeName: 'id', KeyType: 'HASH' }],
    'billing-mode': 'PAY_PER_REQUEST',
    'stream-specification': { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
  await aws.ok('dynamodb wait table-exists', name)
  const item = (fare: string) => ({ item: { id: { S: 'a' }, fare: { N: fare } } })
  for (const fare of ['1', '2']) await aws.ok('dynamodb put-item', { ...name, ...item(fare) })
  await aws.ok('dynamodb delete-item', { ...name, key: { id: { S: 'a' } } })

  const { Streams } = await aws.ok('dynamodbstreams list-streams', name, { Streams: [{}] })
  const stream = { 'stream-arn': Streams[0].StreamArn as string }
  const enabled = { StreamDescription: { StreamStatus: 'ENABLED', TableName: 'rides' } }
  const { StreamDescription } = await aws.ok('dynamodbstreams describe-stream', stream, enabled)
  const shard = { ...stream, 'shard-id': StreamDescription.Shards[0].ShardId as string }
  const start = { ...shard, 'shard-iterator-type': 'TRIM_HORIZON' }
  const { ShardIterator } = await aws.ok('dynamodbstreams get-shard-iterator', start)
  const read = { 'shard-iterator': ShardIterator as string }
  const records = [
    { eventName: 'INSERT', dynamodb: { NewImage: { fare: { N: '1' } } } },
    { eventName: 'MODIFY', dynamodb: { OldImage: { fare: { N: '1' } } } },
  ]
  const page = { ...read, limit: '2' }
  const first = await aws.ok('dynamodbstreams get-records', page, { Records: records })
  const rest = { 'shard-iterator': first.NextShardIterator as string }
  await aws.ok('dynamodbstreams get-records', rest, { Records: [{ eventName: 'REMOVE' }] })

  const many = { ...read, limit: '1001' }
  await aws.fails('dynamodbstreams get-records', many, 'LimitExceededException')
  await advance(HOUR)
  await aws.fails('dynamodbstreams get-records', read, 'ExpiredIteratorException')
  const never = { 'stream-arn': stream['stream-arn'].replace('rides', 'never') }
  await aws.fails('dynamodbstreams describe-stream', never, 'ResourceNotFoundException')
}
