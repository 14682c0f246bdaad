import type { Operations, Service, World } from '../../service.ts'
import { databaseOf } from '../database.ts'
import type { Database } from '../database.ts'
import { withErrors } from '../service.ts'
import { describeStream, listStreams } from './describe-stream.ts'
import { getRecords } from './get-records.ts'
import { getShardIterator } from './shard-iterator.ts'

/**
 * DynamoDB Streams: what changes in the tables of the DynamoDB of the same account. A table's stream
 * has one shard at a time, followed by another every four hours. Nothing is throttled.
 */
export const dynamodbStreams: Service = {
  name: 'DynamoDBStreams',
  client: 'DynamoDBStreamsClient',
  sdk: () => import('@aws-sdk/client-dynamodb-streams'),
  reads: ['DynamoDB'],
  create(world, sdk, memory) {
    // Whatever there is to keep, the database keeps.
    memory?.keep(() => ({}))
    return withErrors(sdk, operationsOf(world))
  },
}

function operationsOf(world: World): Operations {
  const database = databaseOf(world)
  const on =
    <In>(operation: (database: Database, input: In) => object) =>
    (input: In) =>
      operation(database, input)
  return {
    DescribeStream: on(describeStream),
    GetRecords: on(getRecords),
    GetShardIterator: on(getShardIterator),
    ListStreams: on(listStreams),
  }
}
