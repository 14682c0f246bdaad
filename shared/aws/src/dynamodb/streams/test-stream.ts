import type { _Record as StreamedRecord } from '@aws-sdk/client-dynamodb-streams'
import { departments, freshDatabase } from '../fresh-database.ts'

export const TableName = 'departments'

/** A table of police departments whose changes are streamed, for one test. */
export async function streamedDepartments(StreamViewType = 'NEW_AND_OLD_IMAGES') {
  const database = freshDatabase()
  await departments(database, { StreamSpecification: { StreamEnabled: true, StreamViewType } })
  const { call, callStreams } = database
  const { Table } = await call('DescribeTable', { TableName })
  const StreamArn: string = Table.LatestStreamArn
  const describe = async () =>
    (await callStreams('DescribeStream', { StreamArn })).StreamDescription
  const iterator = async (ShardIteratorType: string, rest: object = {}): Promise<string> => {
    const [{ ShardId }] = (await describe()).Shards
    const input = { StreamArn, ShardId, ShardIteratorType, ...rest }
    return (await callStreams('GetShardIterator', input)).ShardIterator
  }
  const read = async (ShardIterator: string, rest: object = {}) =>
    callStreams('GetRecords', { ShardIterator, ...rest })
  const records = async (): Promise<StreamedRecord[]> =>
    (await read(await iterator('TRIM_HORIZON'))).Records
  const put = (name: string, attributes = {}) =>
    call('PutItem', { TableName, Item: { ...keyOf(name), ...attributes } })
  return { ...database, StreamArn, describe, iterator, read, records, put }
}

/** The key of a department in California. */
export function keyOf(name: string) {
  return { state: { S: 'CA' }, name: { S: name } }
}
