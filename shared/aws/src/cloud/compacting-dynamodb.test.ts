import { describe, expect, test } from 'vitest'
import type { TestDatabase } from '../dynamodb/fresh-database.ts'
import {
  fill,
  keyOf,
  observed,
  ONE_KEY,
  put,
  StreamSpecification,
  TableName,
} from '../dynamodb/test-everything.ts'
import { Cloud } from './cloud.ts'
import { compacted, kindsIn, operationsOn, temporaryFolder } from './test-cloud.ts'

describe('DynamoDB in a cloud that compacts its journal', () => {
  test('comes back as it was, without its calls', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder, compactFrom: 1_000 })
    await fill(inCloud(first))
    // Whoever asks has the items counted, which is a trace, too.
    await observed(inCloud(first))
    // Longer than all before it together: now the journal is compacted.
    await put(inCloud(first), 'Long', { note: { S: 'x'.repeat(200_000) } })
    const before = await observed(inCloud(first))
    await first.close()
    expect(await kindsIn(folder)).not.toContain('call')

    const second = await Cloud.open({ folder })
    // Who reads a stream first finds it, too.
    expect(await inCloud(second).callStreams('ListStreams')).toMatchObject({ Streams: [{}] })
    expect(await observed(inCloud(second))).toEqual(before)
    await second.close()
    // Nobody has used it since it was restored.
    await compacted(folder)
    const third = await Cloud.open({ folder })
    expect(await observed(inCloud(third))).toEqual(before)
    await third.close()
  })

  test('goes on where it was', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(inCloud(first))
    await inCloud(first).call('CreateTable', { ...ONE_KEY, TableName: 'more', StreamSpecification })
    const transaction = {
      TransactItems: [{ Put: { TableName, Item: keyOf('Once') } }],
      ClientRequestToken: 'once',
    }
    await inCloud(first).call('TransactWriteItems', transaction)
    await inCloud(first).call('DeleteItem', { TableName, Key: keyOf('Once') })
    await first.close()
    await compacted(folder)

    const second = await Cloud.open({ folder })
    await second.advance(10_000)
    const { call } = inCloud(second)
    await call('PutItem', { TableName: 'more', Item: { id: { B: Buffer.from([1]) } } })
    await call('TransactWriteItems', transaction)
    expect(await call('GetItem', { TableName, Key: keyOf('Once') })).toEqual({})
    const then = await observed(inCloud(second))
    await second.close()
    expect(await kindsIn(folder)).toContain('call')
    const third = await Cloud.open({ folder })
    expect(await observed(inCloud(third))).toEqual(then)
    await third.close()
  })

  test('is gone with its streams after a reset', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(inCloud(first))
    await first.close()
    await compacted(folder)
    const second = await Cloud.open({ folder })
    await second.reset()
    expect(await observed(inCloud(second))).toEqual({ tables: [], streams: [] })
    await second.close()
    await compacted(folder)
    const third = await Cloud.open({ folder })
    expect(await observed(inCloud(third))).toEqual({ tables: [], streams: [] })
    await third.close()
  })
})

/** The DynamoDB of a cloud as its own tests speak to one. */
function inCloud(cloud: Cloud): Pick<TestDatabase, 'call' | 'callStreams' | 'advance'> {
  return {
    call: operationsOn(cloud, 'DynamoDBClient'),
    callStreams: operationsOn(cloud, 'DynamoDBStreamsClient'),
    advance: async (ms) => void (await cloud.advance(ms)),
  }
}
