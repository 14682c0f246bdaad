import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from '../fresh-database.ts'
import { RETENTION, SHARD_LIFETIME } from './change-stream.ts'
import { streamedDepartments, TableName } from './test-stream.ts'

const enable = (StreamViewType?: string) => ({
  TableName,
  StreamSpecification: { StreamEnabled: true, ...(StreamViewType && { StreamViewType }) },
})
const disable = { TableName, StreamSpecification: { StreamEnabled: false } }

describe('StreamSpecification', () => {
  test('is described with the stream that it made', async () => {
    const { call, describe, StreamArn } = await streamedDepartments('KEYS_ONLY')
    const { Table } = await call('DescribeTable', { TableName })
    expect(Table).toMatchObject({
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      LatestStreamArn: `${Table.TableArn}/stream/${Table.LatestStreamLabel}`,
      LatestStreamLabel: '2026-03-02T12:00:00.000',
    })
    expect(await describe()).toMatchObject({
      StreamArn,
      StreamStatus: 'ENABLED',
      StreamViewType: 'KEYS_ONLY',
      TableName,
      KeySchema: Table.KeySchema,
      Shards: [
        { SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{21}$/) } },
      ],
    })
  })

  test('is taken by UpdateTable, and each time makes another stream', async () => {
    const database = freshDatabase()
    const { call, callStreams, advance } = database
    await departments(database)
    const enabled = await call('UpdateTable', enable('NEW_IMAGE'))
    const first = enabled.TableDescription.LatestStreamArn
    const status = async (StreamArn: string) =>
      (await callStreams('DescribeStream', { StreamArn })).StreamDescription.StreamStatus
    expect(await status(first)).toBe('ENABLING')
    await advance(1000)
    expect(await status(first)).toBe('ENABLED')
    await call('UpdateTable', disable)
    expect(await status(first)).toBe('DISABLING')
    await advance(1000)
    expect(await status(first)).toBe('DISABLED')
    const { Table } = await call('DescribeTable', { TableName })
    expect(Table).not.toHaveProperty('StreamSpecification')
    expect(Table.LatestStreamArn).toBe(first)
    const again = await call('UpdateTable', enable('NEW_IMAGE'))
    expect(again.TableDescription.LatestStreamArn).not.toBe(first)
  })

  test('is refused where it changes nothing or says too little or too much', async () => {
    const { call, advance } = await streamedDepartments()
    await expect(call('UpdateTable', enable('KEYS_ONLY'))).rejects.toThrow(
      'Table already has an enabled stream: TableName: departments',
    )
    await expect(call('UpdateTable', enable())).rejects.toThrow(
      'One or more parameter values were invalid: If stream is being enabled then UpdateViewType is required',
    )
    const StreamSpecification = { StreamEnabled: false, StreamViewType: 'NEW_IMAGE' }
    await expect(call('UpdateTable', { TableName, StreamSpecification })).rejects.toThrow(
      'One or more parameter values were invalid: If stream is being disabled, then UpdateViewType must not be specified',
    )
    await call('UpdateTable', disable)
    await advance(1000)
    await expect(call('UpdateTable', disable)).rejects.toThrow(
      'Table has no stream to disable: TableName: departments',
    )
  })
})

describe('ListStreams', () => {
  test('lists the streams of all tables or of one, page by page', async () => {
    const { call, callStreams, StreamArn } = await streamedDepartments()
    const { Table } = await call('DescribeTable', { TableName })
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' }
    const { AttributeDefinitions, KeySchema } = Table
    const other = { AttributeDefinitions, KeySchema, BillingMode: 'PAY_PER_REQUEST' }
    await call('CreateTable', { ...other, TableName: 'stations', StreamSpecification })
    await call('CreateTable', { ...other, TableName: 'silent' })
    const first = await callStreams('ListStreams', { Limit: 1 })
    expect(first).toEqual({
      Streams: [{ StreamArn, TableName, StreamLabel: Table.LatestStreamLabel }],
      LastEvaluatedStreamArn: StreamArn,
    })
    const second = await callStreams('ListStreams', { ExclusiveStartStreamArn: StreamArn })
    expect(second.Streams).toMatchObject([{ TableName: 'stations' }])
    expect(second).not.toHaveProperty('LastEvaluatedStreamArn')
    const named = await callStreams('ListStreams', { TableName: 'stations' })
    expect(named).toEqual(second)
  })

  test('keeps the stream of a deleted table for a day', async () => {
    const { call, callStreams, put, advance, describe, StreamArn } = await streamedDepartments()
    await put('Gilroy')
    await call('DeleteTable', { TableName })
    await advance(1000)
    expect(await describe()).toMatchObject({ StreamArn, StreamStatus: 'DISABLED' })
    await advance(RETENTION - 1)
    expect((await callStreams('ListStreams')).Streams).toHaveLength(1)
    await advance(1)
    expect((await callStreams('ListStreams')).Streams).toEqual([])
    await expect(describe()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })
})

describe('DescribeStream', () => {
  test('lists shards page by page, or those that follow one', async () => {
    const { callStreams, advance, describe, StreamArn } = await streamedDepartments()
    await advance(SHARD_LIFETIME)
    const [parent, child] = (await describe()).Shards
    const page = await callStreams('DescribeStream', { StreamArn, Limit: 1 })
    expect(page.StreamDescription).toMatchObject({
      Shards: [{ ShardId: parent.ShardId }],
      LastEvaluatedShardId: parent.ShardId,
    })
    const ShardFilter = { Type: 'CHILD_SHARDS', ShardId: parent.ShardId }
    const children = await callStreams('DescribeStream', { StreamArn, ShardFilter })
    expect(children.StreamDescription.Shards).toEqual([child])
  })

  test('lets go of shards a day after they were closed', async () => {
    const { advance, describe } = await streamedDepartments()
    await advance(SHARD_LIFETIME)
    const [parent] = (await describe()).Shards
    await advance(RETENTION)
    const ids = (await describe()).Shards.map(({ ShardId }: { ShardId: string }) => ShardId)
    expect(ids).not.toContain(parent.ShardId)
    expect(ids).not.toEqual([])
  })

  test('tells the same of shards, whoever has looked meanwhile', async () => {
    const told = async (looks: number[]) => {
      const { advance, describe, put } = await streamedDepartments()
      for (const hours of looks) {
        await advance(hours * 60 * 60 * 1000)
        await describe()
      }
      await put('Gilroy')
      return (await describe()).Shards
    }
    const often = await told(Array.from({ length: 99 }, () => 1))
    expect(await told([99])).toEqual(often)
    expect(await told([5, 94])).toEqual(often)
    expect(often).toHaveLength(RETENTION / SHARD_LIFETIME + 1)
  })

  test('refuses what is no stream', async () => {
    const { callStreams, StreamArn } = await streamedDepartments()
    const input = { StreamArn: 'arn:aws:dynamodb:us-west-2:123456789012:table/departments' }
    await expect(callStreams('DescribeStream', input)).rejects.toThrow('Invalid StreamArn')
    const other = { StreamArn: StreamArn.replace('2026', '2025') }
    await expect(callStreams('DescribeStream', other)).rejects.toThrow(
      `Requested resource not found: Stream: ${other.StreamArn} not found`,
    )
  })
})
