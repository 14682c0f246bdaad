import { DescribeTableCommand, DescribeTimeToLiveCommand } from '@aws-sdk/client-dynamodb'
import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, test } from 'vitest'
import { freshCheck } from './fresh-check.ts'

describe('createTable', () => {
  test('is ACTIVE, on demand, and keyed as asked', async () => {
    const { aws } = freshCheck().context
    const { name } = await aws.dynamodb.table({ key: { state: 'S', founded: 'N' } })
    const { Table } = await aws.send(new DescribeTableCommand({ TableName: name }))
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'state', KeyType: 'HASH' },
        { AttributeName: 'founded', KeyType: 'RANGE' },
      ],
    })
  })

  test('keeps plain items, sets and bytes included', async () => {
    const { aws } = freshCheck().context
    const table = await aws.dynamodb.table({ key: { guid: 'S' } })
    const item = { guid: 'd-17', tags: new Set(['ada']), seal: new Uint8Array([1]), open: null }
    await table.put(item, { guid: 'd-18' })
    expect(await table.get({ guid: 'd-17' })).toEqual(item)
    expect(await table.get({ guid: 'none' })).toBeUndefined()
    expect(new Set(await table.items())).toEqual(new Set([item, { guid: 'd-18' }]))
  })

  test('reads every page of items', async () => {
    const { aws } = freshCheck().context
    const table = await aws.dynamodb.table({ key: { guid: 'N' } })
    // A page of Scan holds 1 MB at most (API reference, Scan), so these three take two.
    const text = 'x'.repeat(390_000)
    await table.put(...[1, 2, 3].map((guid) => ({ guid, text })))
    expect(await table.items()).toHaveLength(3)
  })

  test('has the indexes asked for', async () => {
    const { aws } = freshCheck().context
    const { name, put } = await aws.dynamodb.table({
      key: { state: 'S', name: 'S' },
      indexes: { 'by-county': { county: 'S', founded: 'N' } },
      localIndexes: { 'by-founding': { state: 'S', founded: 'N' } },
    })
    await put(
      { state: 'AL', name: 'Mobile', county: 'Mobile', founded: 1830 },
      { state: 'AL', name: 'Selma', county: 'Dallas', founded: 1820 },
    )
    const query = async (IndexName: string, attribute: string, value: string) => {
      const { Items } = await aws.send(
        new QueryCommand({
          TableName: name,
          IndexName,
          KeyConditionExpression: '#key = :value',
          ExpressionAttributeNames: { '#key': attribute },
          ExpressionAttributeValues: { ':value': value },
        }),
      )
      return Items!.map((item) => item['name'] as string)
    }
    expect(await query('by-county', 'county', 'Mobile')).toEqual(['Mobile'])
    expect(await query('by-founding', 'state', 'AL')).toEqual(['Selma', 'Mobile'])
  })

  test('expires items by the attribute asked for', async () => {
    const { aws } = freshCheck().context
    const { name } = await aws.dynamodb.table({ key: { guid: 'S' }, ttl: 'expiresAt' })
    const described = await aws.send(new DescribeTimeToLiveCommand({ TableName: name }))
    expect(described.TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' })
  })
})
