import { departments, INDEXED } from './fresh-database.ts'
import type { TestDatabase } from './fresh-database.ts'

export const TableName = 'departments'
export const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' }
export const HOUR = 60 * 60 * 1000

/** What is filled: here or behind a server. */
type Filled = Pick<TestDatabase, 'call' | 'advance'>

/** A table with one key. */
export const ONE_KEY = {
  TableName: 'letters',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'B' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
}

/** Makes tables with a bit of everything that a snapshot must not lose. */
export async function fill(database: Filled): Promise<void> {
  const { call } = database
  await departments(database, {
    ...INDEXED,
    StreamSpecification,
    Tags: [{ Key: 'team', Value: 'a' }],
  })
  await call('CreateTable', ONE_KEY)
  await database.advance(1000)
  const TimeToLiveSpecification = { AttributeName: 'expires', Enabled: true }
  await call('UpdateTimeToLive', { TableName, TimeToLiveSpecification })
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true }
  await call('UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification })
  await put(database, 'Kern', {
    county: { S: 'Kern' },
    founded: { N: '1866' },
    officers: { N: '5' },
  })
  await put(database, 'Kern', { county: { S: 'Marin' }, founded: { N: '1867' } })
  await put(database, 'Odd', {
    ['constructor']: { S: 'own' },
    ['__proto__']: { M: { ['__proto__']: { N: '1' } } },
  })
  await put(database, 'Bytes', {
    bytes: { B: Buffer.alloc(9_000, 7) },
    sets: { BS: [Buffer.from('a')] },
  })
  await put(database, 'Sets', {
    names: { SS: ['a', 'b'] },
    list: { L: [{ NULL: true }, { NS: ['1'] }] },
  })
  await call('PutItem', { TableName: 'letters', Item: { id: { B: Buffer.from([0, 255]) } } })
  await database.advance(7 * HOUR)
  // AWS counts items now and then; so many it has counted.
  await call('DescribeTable', { TableName })
  await put(database, 'Late')
  await put(database, 'Gone')
  await call('DeleteItem', { TableName, Key: keyOf('Gone') })
}

/** All that a client can see of a DynamoDB and its streams; of what cannot be read, the refusal. */
export async function observed({
  call,
  callStreams,
}: Pick<TestDatabase, 'call' | 'callStreams'>): Promise<object> {
  const { TableNames } = await call('ListTables')
  const tables = await Promise.all(
    TableNames.map(async (name: string) => {
      const { Table } = await call('DescribeTable', { TableName: name })
      const indexes = [
        ...(Table.LocalSecondaryIndexes ?? []),
        ...(Table.GlobalSecondaryIndexes ?? []),
      ]
      const read = (operation: string, input?: object) =>
        call(operation, { TableName: name, ...input }).catch(({ message }: Error) => message)
      const backups = await read('DescribeContinuousBackups')
      // It says when somebody looked.
      delete backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription
        .LatestRestorableDateTime
      return {
        Table,
        items: await read('Scan'),
        entries: await Promise.all(indexes.map(({ IndexName }) => read('Scan', { IndexName }))),
        expiry: await read('DescribeTimeToLive'),
        tags: await call('ListTagsOfResource', { ResourceArn: Table.TableArn }),
        backups,
      }
    }),
  )
  const { Streams } = await callStreams('ListStreams')
  const streams = await Promise.all(
    Streams.map(async ({ StreamArn }: { StreamArn: string }) => {
      const { StreamDescription } = await callStreams('DescribeStream', { StreamArn })
      const records = StreamDescription.Shards.map(async ({ ShardId }: { ShardId: string }) => {
        const start = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }
        const { ShardIterator } = await callStreams('GetShardIterator', start)
        return (await callStreams('GetRecords', { ShardIterator })).Records
      })
      return { StreamDescription, records: await Promise.all(records) }
    }),
  )
  return { tables, streams }
}

/** Puts a department in California. */
export function put(database: Pick<TestDatabase, 'call'>, name: string, attributes: object = {}) {
  return database.call('PutItem', { TableName, Item: { ...attributes, ...keyOf(name) } })
}

/** The key of a department in California. */
export function keyOf(name: string) {
  return { state: { S: 'CA' }, name: { S: name } }
}
