import type { CliSession } from '../cli-session.ts'

/** Kinesis: a stream, its records and its shards. */
export const kinesis: CliSession = async (aws) => {
  const name = { 'stream-name': 'events' }
  await aws.ok('kinesis create-stream', { ...name, 'shard-count': '2' })
  await aws.ok('kinesis wait stream-exists', name)
  const summary = { StreamDescriptionSummary: { OpenShardCount: 2, StreamStatus: 'ACTIVE' } }
  await aws.ok('kinesis describe-stream-summary', name, summary)
  const record = { 'partition-key': 'cab-7', data: 'cmlkZQ==' }
  const { ShardId } = await aws.ok('kinesis put-record', { ...name, ...record })
  const records = [1, 2, 3].map((n) => ({ PartitionKey: 'cab-7', Data: 'cmlkZQ==', n }))
  await aws.ok(
    'kinesis put-records',
    { ...name, records: records.map(({ PartitionKey, Data }) => ({ PartitionKey, Data })) },
    { FailedRecordCount: 0 },
  )
  const from = { 'shard-id': ShardId, 'shard-iterator-type': 'TRIM_HORIZON' }
  const { ShardIterator } = await aws.ok('kinesis get-shard-iterator', { ...name, ...from })
  const iterator = { 'shard-iterator': ShardIterator }
  const page = await aws.ok('kinesis get-records', { ...iterator, limit: '3' })
  if (page.Records.length !== 3) throw new Error(`A page has ${page.Records.length} records`)
  const next = { 'shard-iterator': page.NextShardIterator }
  const rest = await aws.ok('kinesis get-records', next)
  if (rest.Records.length !== 1) throw new Error(`The rest has ${rest.Records.length} records`)
  await aws.ok('kinesis list-shards', { ...name, 'max-results': '1' }, { Shards: [{}] })
  await aws.ok('kinesis list-streams', { 'page-size': '1' }, { StreamNames: ['events'] })
  const again = { ...name, 'shard-count': '1' }
  await aws.fails('kinesis create-stream', again, 'ResourceInUseException')
  const never = { 'stream-name': 'never', ...record }
  await aws.fails('kinesis put-record', never, 'ResourceNotFoundException')
}
