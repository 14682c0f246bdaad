// Longer than most: one stream from its making to its splitting.
import { createHash } from 'node:crypto'
import * as sdk from '@aws-sdk/client-kinesis'
import { expect, test } from 'vitest'
import { contract, eventually } from './contract.ts'

await contract('Kinesis', (target) => {
  const kinesis = target.client(sdk.KinesisClient)

  async function active(StreamName: string) {
    const look = () => kinesis.send(new sdk.DescribeStreamSummaryCommand({ StreamName }))
    return eventually(target, look, ({ StreamDescriptionSummary }) => {
      return StreamDescriptionSummary?.StreamStatus === 'ACTIVE'
    })
  }

  async function stream(ShardCount = 1): Promise<string> {
    const StreamName = target.unique('events')
    await kinesis.send(new sdk.CreateStreamCommand({ StreamName, ShardCount }))
    await active(StreamName)
    return StreamName
  }

  const put = (StreamName: string, text: string, more: object = {}) =>
    kinesis.send(
      new sdk.PutRecordCommand({
        StreamName,
        PartitionKey: 'cab-7',
        Data: Buffer.from(text),
        ...more,
      }),
    )

  async function shards(StreamName: string) {
    return (await kinesis.send(new sdk.ListShardsCommand({ StreamName }))).Shards!
  }

  async function iterator(
    StreamName: string,
    ShardIteratorType: sdk.ShardIteratorType,
    more: object = {},
  ) {
    const [shard] = await shards(StreamName)
    const input = { StreamName, ShardId: shard!.ShardId, ShardIteratorType, ...more }
    return (await kinesis.send(new sdk.GetShardIteratorCommand(input))).ShardIterator!
  }

  async function read(ShardIterator: string) {
    const { Records } = await kinesis.send(new sdk.GetRecordsCommand({ ShardIterator }))
    return Records!.map(({ Data }) => Buffer.from(Data!).toString())
  }

  test('makes a stream once, says what it is, and deletes it', async () => {
    const StreamName = await stream(2)
    expect((await active(StreamName)).StreamDescriptionSummary).toMatchObject({
      StreamName,
      OpenShardCount: 2,
      RetentionPeriodHours: 24,
    })
    const again = kinesis.send(new sdk.CreateStreamCommand({ StreamName, ShardCount: 1 }))
    await expect(again).rejects.toMatchObject({ name: 'ResourceInUseException' })
    await kinesis.send(new sdk.DeleteStreamCommand({ StreamName }))
    const look = () =>
      kinesis.send(new sdk.DescribeStreamSummaryCommand({ StreamName })).then(
        () => 'there',
        (error: Error) => error.name,
      )
    const end = await eventually(target, look, (seen) => seen !== 'there')
    expect(end).toBe('ResourceNotFoundException')
  })

  test('divides the hash keys among the shards without a gap', async () => {
    const ranges = (await shards(await stream(3))).map(({ HashKeyRange }) => HashKeyRange!)
    const sorted = ranges
      .map(({ StartingHashKey, EndingHashKey }) => [
        BigInt(StartingHashKey!),
        BigInt(EndingHashKey!),
      ])
      .toSorted(([a], [b]) => (a! < b! ? -1 : 1))
    expect(sorted[0]![0]).toBe(0n)
    expect(sorted.at(-1)![1]).toBe(2n ** 128n - 1n)
    sorted.slice(1).forEach(([start], i) => expect(start).toBe(sorted[i]![1]! + 1n))
  })

  test('puts a record into the shard of its MD5, or of the hash key it names', async () => {
    const StreamName = await stream(2)
    const all = await shards(StreamName)
    const shardOf = (hash: bigint) =>
      all.find(({ HashKeyRange: range }) => {
        return BigInt(range!.StartingHashKey!) <= hash && hash <= BigInt(range!.EndingHashKey!)
      })!.ShardId
    for (const PartitionKey of ['cab-7', 'cab-8', 'ü']) {
      const hash = BigInt(`0x${createHash('md5').update(PartitionKey).digest('hex')}`)
      expect((await put(StreamName, 'x', { PartitionKey })).ShardId).toBe(shardOf(hash))
    }
    const named = await put(StreamName, 'x', { ExplicitHashKey: `${2n ** 128n - 1n}` })
    expect(named.ShardId).toBe(shardOf(2n ** 128n - 1n))
  })

  test('reads in order from the start, from a number, after it, and only what comes', async () => {
    const StreamName = await stream()
    const latest = await iterator(StreamName, 'LATEST')
    await put(StreamName, 'first')
    const { SequenceNumber: StartingSequenceNumber } = await put(StreamName, 'second')
    await put(StreamName, 'third')
    const from = (type: sdk.ShardIteratorType) =>
      iterator(StreamName, type, { StartingSequenceNumber }).then(read)
    expect(await read(await iterator(StreamName, 'TRIM_HORIZON'))).toEqual([
      'first',
      'second',
      'third',
    ])
    expect(await from('AT_SEQUENCE_NUMBER')).toEqual(['second', 'third'])
    expect(await from('AFTER_SEQUENCE_NUMBER')).toEqual(['third'])
    expect(await read(latest)).toEqual(['first', 'second', 'third'])
  })

  test('reads on where it stopped', async () => {
    const StreamName = await stream()
    for (const text of ['a', 'b', 'c']) await put(StreamName, text)
    const ShardIterator = await iterator(StreamName, 'TRIM_HORIZON')
    const page = await kinesis.send(new sdk.GetRecordsCommand({ ShardIterator, Limit: 2 }))
    expect(page.Records).toHaveLength(2)
    expect(await read(page.NextShardIterator!)).toEqual(['c'])
  })

  test('answers for each of many records', async () => {
    const StreamName = await stream()
    const Records = Array.from({ length: 500 }, (_, i) => ({
      PartitionKey: `cab-${i}`,
      Data: Buffer.from(String(i)),
    }))
    const put500 = await kinesis.send(new sdk.PutRecordsCommand({ StreamName, Records }))
    expect(put500.FailedRecordCount).toBe(0)
    expect(put500.Records).toHaveLength(500)
    expect(new Set(put500.Records?.map(({ SequenceNumber }) => SequenceNumber)).size).toBe(500)
    const tooMany = { StreamName, Records: [...Records, Records[0]!] }
    const refused = kinesis.send(new sdk.PutRecordsCommand(tooMany))
    await expect(refused).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } })
  })

  test('says what is missing, and refuses what is no iterator', async () => {
    const missing = put(target.unique('never-made'), 'x')
    await expect(missing).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    await expect(read('no iterator')).rejects.toMatchObject({ name: 'InvalidArgumentException' })
  })

  test('lets an iterator expire after five minutes', async () => {
    if (!target.canSkipHours) return
    const StreamName = await stream()
    const ShardIterator = await iterator(StreamName, 'TRIM_HORIZON')
    await target.pass(301_000)
    await expect(read(ShardIterator)).rejects.toMatchObject({ name: 'ExpiredIteratorException' })
  })

  test('splits a shard in two, and closes it', async () => {
    const StreamName = await stream()
    const [parent] = await shards(StreamName)
    const NewStartingHashKey = `${2n ** 127n}`
    const split = { StreamName, ShardToSplit: parent!.ShardId, NewStartingHashKey }
    await put(StreamName, 'before')
    await kinesis.send(new sdk.SplitShardCommand(split))
    await active(StreamName)
    const after = await shards(StreamName)
    const children = after.filter(({ ParentShardId }) => ParentShardId === parent!.ShardId)
    const starts = children.map(({ HashKeyRange }) => HashKeyRange!.StartingHashKey)
    expect(new Set(starts)).toEqual(new Set(['0', NewStartingHashKey]))
    const closed = after.find(({ ShardId }) => ShardId === parent!.ShardId)
    expect(closed?.SequenceNumberRange?.EndingSequenceNumber).toBeDefined()
    let next: string | undefined = await iterator(StreamName, 'TRIM_HORIZON')
    let count = 0
    for (let pages = 0; pages < 9 && next; pages++) {
      const page: sdk.GetRecordsCommandOutput = await kinesis.send(
        new sdk.GetRecordsCommand({ ShardIterator: next }),
      )
      count += page.Records!.length
      next = page.NextShardIterator
      await target.pass(300)
    }
    expect([count, next]).toEqual([1, undefined])
  })

  test('merges two neighbours into one', async () => {
    const StreamName = await stream(2)
    const [left, right] = await shards(StreamName)
    await kinesis.send(
      new sdk.MergeShardsCommand({
        StreamName,
        ShardToMerge: left!.ShardId,
        AdjacentShardToMerge: right!.ShardId,
      }),
    )
    const summary = await active(StreamName)
    expect(summary.StreamDescriptionSummary?.OpenShardCount).toBe(1)
    const child = (await shards(StreamName)).find(({ ParentShardId }) => ParentShardId)
    const parents = [child?.ParentShardId, child?.AdjacentParentShardId]
    expect(new Set(parents)).toEqual(new Set([left!.ShardId, right!.ShardId]))
  })

  test('keeps records for 24 hours at least', async () => {
    const StreamName = await stream()
    const RetentionPeriodHours = 48
    const input = { StreamName, RetentionPeriodHours }
    await kinesis.send(new sdk.IncreaseStreamRetentionPeriodCommand(input))
    const summary = await active(StreamName)
    expect(summary.StreamDescriptionSummary).toMatchObject({ RetentionPeriodHours })
    const less = { StreamName, RetentionPeriodHours: 23 }
    const refused = kinesis.send(new sdk.DecreaseStreamRetentionPeriodCommand(less))
    await expect(refused).rejects.toMatchObject({ name: 'InvalidArgumentException' })
  })

  test('keeps tags', async () => {
    const StreamName = await stream()
    await kinesis.send(new sdk.AddTagsToStreamCommand({ StreamName, Tags: { team: 'rides' } }))
    const { Tags } = await kinesis.send(new sdk.ListTagsForStreamCommand({ StreamName }))
    expect(Tags).toEqual([{ Key: 'team', Value: 'rides' }])
  })
})
