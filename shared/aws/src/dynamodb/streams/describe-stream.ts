import type {
  DescribeStreamInput,
  DescribeStreamOutput,
  ListStreamsInput,
  ListStreamsOutput,
  Shard as ShardDescription,
} from '@aws-sdk/client-dynamodb-streams'
import { Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalid } from '../refusal.ts'
import type { Shard } from './change-stream.ts'
import { findStream } from './find-stream.ts'

/** How many streams or shards one answer lists at most (SDK text). */
const PAGE = 100

/** AWS: API page ListStreams, of DynamoDB Streams. Disabled streams are listed while they can be read. */
export function listStreams(database: Database, input: ListStreamsInput): ListStreamsOutput {
  const { TableName, Limit = PAGE, ExclusiveStartStreamArn: after } = input
  const constraints = new Constraints()
    .range('limit', input.Limit, { min: 1, max: PAGE })
    .length('exclusiveStartStreamArn', after, { min: 37, max: 1024 })
  if (TableName !== undefined) constraints.tableName(TableName)
  constraints.enforce()
  const name = TableName && database.tableName(TableName)
  const streams = [...database.readableStreams().values()]
    .map(({ identity }) => identity)
    .filter(({ tableName }) => name === undefined || tableName === name)
    .toSorted((a, b) => (a.arn < b.arn ? -1 : 1))
    .filter(({ arn }) => after === undefined || arn > after)
  const page = streams.slice(0, Limit)
  const last = page.at(-1)
  return {
    Streams: page.map(({ arn, tableName, label }) => ({
      StreamArn: arn,
      TableName: tableName,
      StreamLabel: label,
    })),
    ...(last && streams.length > page.length && { LastEvaluatedStreamArn: last.arn }),
  }
}

/** AWS: API page DescribeStream, of DynamoDB Streams. */
export function describeStream(
  database: Database,
  input: DescribeStreamInput,
): DescribeStreamOutput {
  const { Limit = PAGE, ExclusiveStartShardId: after, ShardFilter } = input
  new Constraints()
    .required('streamArn', input.StreamArn)
    .length('streamArn', input.StreamArn, { min: 37, max: 1024 })
    .range('limit', input.Limit, { min: 1, max: PAGE })
    .length('exclusiveStartShardId', after, { min: 28, max: 65 })
    .oneOf('shardFilter.type', ShardFilter?.Type, ['CHILD_SHARDS'])
    .enforce()
  const stream = findStream(database, input.StreamArn)
  const { arn, label, created, tableName, keySchema, viewType } = stream.identity
  if (ShardFilter && (ShardFilter.Type === undefined || ShardFilter.ShardId === undefined)) {
    // What is missing is AWS's rule (SDK text of ShardFilter); its words are not documented.
    throw invalid('A ShardFilter needs both a Type and a ShardId')
  }
  const shards = stream.shards
    .filter(({ parent }) => !ShardFilter || parent === ShardFilter.ShardId)
    .filter(({ id }) => after === undefined || id > after)
  const page = shards.slice(0, Limit)
  const last = page.at(-1)
  return {
    StreamDescription: {
      StreamArn: arn,
      StreamLabel: label,
      StreamStatus: stream.status,
      StreamViewType: viewType,
      CreationRequestDateTime: new Date(created),
      TableName: tableName,
      KeySchema: structuredClone(keySchema),
      Shards: page.map((shard) => describeShard(shard)),
      ...(last && shards.length > page.length && { LastEvaluatedShardId: last.id }),
    },
  }
}

function describeShard({ id, parent, start, end }: Shard): ShardDescription {
  return {
    ShardId: id,
    SequenceNumberRange: {
      StartingSequenceNumber: String(start),
      ...(end !== undefined && { EndingSequenceNumber: String(end) }),
    },
    ...(parent !== undefined && { ParentShardId: parent }),
  }
}
