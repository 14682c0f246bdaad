import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'
import type { TestDatabase } from './fresh-database.ts'
import { TOKEN_LIFETIME } from './idempotency.ts'
import {
  fill,
  HOUR,
  keyOf,
  observed,
  put,
  StreamSpecification,
  TableName,
} from './test-everything.ts'
import { DELETION_DELAY } from './time-to-live.ts'

describe('DynamoDB in another process', () => {
  test('holds what a client could see of it, and goes on as it would have', async () => {
    const first = await filled()
    const second = first.restarted()
    expect(await observed(second)).toEqual(await observed(first))
    for (const database of [first, second]) {
      await put(database, 'Kern', { county: { S: 'Kern' }, founded: { N: '1866' } })
      await put(database, 'Odd', { ['constructor']: { S: 'new' } })
      await database.call('DeleteItem', { TableName, Key: keyOf('Bytes') })
    }
    await first.advance(7 * HOUR)
    const [went, goes] = [await observed(first), await observed(second)]
    expect(goes).toEqual(went)
    // What was restored can be restored again.
    expect(await observed(second.restarted())).toEqual(went)
  })

  test('has no attributes but those of its items', async () => {
    const database = (await filled()).restarted()
    const request = { TableName, FilterExpression: 'attribute_exists(#name)' }
    for (const [name, count] of [
      ['constructor', 1],
      ['__proto__', 1],
      ['toString', 0],
    ]) {
      const found = database.call('Scan', {
        ...request,
        ExpressionAttributeNames: { '#name': name },
      })
      expect(await found).toMatchObject({ Count: count })
    }
  })

  test('lets items expire when they would have, and tells its stream', async () => {
    const first = await filled()
    const expires = { N: String((first.now() + HOUR) / 1000) }
    await put(first, 'Soon', { expires })
    const second = first.restarted()
    await first.advance(2 * HOUR)
    // What leaves the expiry as it is does not put it off.
    for (const database of [first, second])
      await put(database, 'Soon', { expires, note: { S: '' } })
    await first.advance(DELETION_DELAY - HOUR - 1)
    expect(await namesIn(second)).toContain('Soon')
    await first.advance(1)
    expect(await namesIn(second)).not.toContain('Soon')
    const seen = await observed(second)
    expect(seen).toEqual(await observed(first))
    expect(JSON.stringify(seen)).toContain('"PrincipalId":"dynamodb.amazonaws.com"')
  })

  test('remembers when expiry was changed, which cannot be again for an hour', async () => {
    const first = await filled()
    const changed = (database: TestDatabase, Enabled: boolean) =>
      database.call('UpdateTimeToLive', {
        TableName,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled },
      })
    await changed(first, false)
    const second = first.restarted()
    await expect(changed(second, true)).rejects.toThrow('modified multiple times')
    await first.advance(HOUR)
    await changed(second, true)
  })

  test('knows the tokens of transactions for as long as they count', async () => {
    const first = freshDatabase()
    await departments(first, INDEXED)
    const Put = { TableName, Item: { ...keyOf('Kern'), officers: { N: '1' } } }
    const transaction = {
      TransactItems: [{ Put }],
      ClientRequestToken: 'once',
      ReturnConsumedCapacity: 'TOTAL',
      ReturnItemCollectionMetrics: 'SIZE',
    }
    await first.call('TransactWriteItems', transaction)
    await put(first, 'Kern', { officers: { N: '2' } })
    const second = first.restarted()
    const repeated = await second.call('TransactWriteItems', transaction)
    expect(repeated).toEqual(await first.call('TransactWriteItems', transaction))
    expect(await itemIn(second, 'Kern')).toMatchObject({ officers: { N: '2' } })
    const other = { ...transaction, TransactItems: [{ Delete: { TableName, Key: keyOf('Kern') } }] }
    await expect(second.call('TransactWriteItems', other)).rejects.toMatchObject({
      name: 'IdempotentParameterMismatchException',
    })
    await first.advance(TOKEN_LIFETIME)
    await second.call('TransactWriteItems', transaction)
    expect(await itemIn(second, 'Kern')).toMatchObject({ officers: { N: '1' } })
  })

  test('reads on from iterators of before', async () => {
    const first = freshDatabase()
    await departments(first, { StreamSpecification })
    await put(first, 'Kern')
    const [{ StreamArn }] = (await first.callStreams('ListStreams')).Streams
    const { StreamDescription } = await first.callStreams('DescribeStream', { StreamArn })
    const [{ ShardId }] = StreamDescription.Shards
    const start = { StreamArn, ShardId, ShardIteratorType: 'LATEST' }
    const { ShardIterator } = await first.callStreams('GetShardIterator', start)
    const second = first.restarted()
    await put(second, 'Marin')
    const { Records } = await second.callStreams('GetRecords', { ShardIterator })
    expect(Records).toMatchObject([{ eventName: 'INSERT', dynamodb: { Keys: keyOf('Marin') } }])
    const { SequenceNumber } = Records[0].dynamodb
    const there = { ...start, ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber }
    await first.advance(25 * HOUR)
    await put(second, 'Napa')
    const again = second.restarted().callStreams('GetShardIterator', there)
    await expect(again).rejects.toMatchObject({ name: 'TrimmedDataAccessException' })
  })
})

async function filled(): Promise<TestDatabase> {
  const database = freshDatabase()
  await fill(database)
  return database
}

async function namesIn({ call }: TestDatabase): Promise<string[]> {
  const { Items } = await call('Scan', { TableName })
  return Items.map(({ name }: { name: { S: string } }) => name.S)
}

async function itemIn({ call }: TestDatabase, name: string): Promise<object> {
  return (await call('GetItem', { TableName, Key: keyOf(name) })).Item
}
