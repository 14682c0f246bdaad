import { describe, expect, test } from 'vitest'
import { departments, freshDatabase, INDEXED } from './fresh-database.ts'
import { DELETION_DELAY } from './time-to-live.ts'

const HOUR = 60 * 60 * 1000
const YEAR = 365 * 24 * HOUR
const TableName = 'departments'

async function withExpiry() {
  const database = freshDatabase()
  await departments(database, INDEXED)
  const set = (Enabled: boolean, AttributeName = 'expires') =>
    database.call('UpdateTimeToLive', {
      TableName,
      TimeToLiveSpecification: { Enabled, AttributeName },
    })
  /** Puts an item that expires so many milliseconds from now. */
  const put = (name: string, inMilliseconds: number, attributes = {}) => {
    const expires = { N: String((database.now() + inMilliseconds) / 1000) }
    const Item = {
      state: { S: 'CA' },
      name: { S: name },
      expires,
      county: { S: 'Kern' },
      founded: { N: '1' },
      ...attributes,
    }
    return database.call('PutItem', { TableName, Item })
  }
  const names = async (IndexName?: string) => {
    const { Items } = await database.call('Scan', { TableName, IndexName })
    return Items.map((item: { name: { S: string } }) => item.name.S).sort()
  }
  return { ...database, set, put, names }
}

describe('time to live', () => {
  test('deletes items two days after their expiry, until when they can be read', async () => {
    const { set, put, names, advance } = await withExpiry()
    await set(true)
    await put('Boron', HOUR)
    await put('Chico', 2 * HOUR)
    await advance(HOUR + DELETION_DELAY - 1)
    expect(await names()).toEqual(['Boron', 'Chico'])
    await advance(1)
    expect(await names()).toEqual(['Chico'])
    expect(await names('by-county')).toEqual(['Chico'])
    expect(await names('by-founding')).toEqual(['Chico'])
    await advance(HOUR)
    expect(await names()).toEqual([])
  })

  test('counts from the expiry as it was last written', async () => {
    const { call, set, put, names, advance } = await withExpiry()
    await set(true)
    await put('Boron', HOUR)
    await put('Chico', HOUR)
    await put('Davis', HOUR)
    await put('Boron', 3 * HOUR)
    const Key = { state: { S: 'CA' }, name: { S: 'Chico' } }
    await call('UpdateItem', { TableName, Key, UpdateExpression: 'REMOVE expires' })
    await advance(2 * HOUR)
    await put('Davis', -HOUR)
    await advance(DELETION_DELAY - HOUR)
    expect(await names()).toEqual(['Boron', 'Chico'])
    await advance(YEAR)
    expect(await names()).toEqual(['Chico'])
  })

  test('ignores values that are no numbers of seconds, or five years old', async () => {
    const { set, put, names, advance } = await withExpiry()
    await set(true)
    await put('Text', 0, { expires: { S: '1' } })
    await put('Old', -5 * YEAR)
    await put('Milliseconds', 0, { expires: { N: String(Date.UTC(2026, 2, 2)) } })
    await put('Huge', 0, { expires: { N: '1e120' } })
    await advance(YEAR)
    expect(await names()).toEqual(['Huge', 'Milliseconds', 'Old', 'Text'])
  })

  test('takes the items there are when it is turned on, and none after it is turned off', async () => {
    const { set, put, names, advance } = await withExpiry()
    await put('Boron', HOUR)
    await advance(YEAR)
    expect(await names()).toEqual(['Boron'])
    await set(true)
    await advance(DELETION_DELAY)
    expect(await names()).toEqual([])
    await put('Chico', HOUR)
    await set(false)
    await advance(YEAR)
    expect(await names()).toEqual(['Chico'])
  })

  test('describes itself', async () => {
    const { call, set } = await withExpiry()
    const describeIt = async () =>
      (await call('DescribeTimeToLive', { TableName })).TimeToLiveDescription
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'DISABLED' })
    expect(await set(true)).toEqual({
      TimeToLiveSpecification: { Enabled: true, AttributeName: 'expires' },
    })
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' })
  })

  test('refuses to change twice within an hour, and what changes nothing', async () => {
    const { set, advance } = await withExpiry()
    await expect(set(false)).rejects.toThrow('TimeToLive is already disabled')
    await set(true)
    await expect(set(true)).rejects.toThrow('TimeToLive is already enabled')
    await expect(set(false)).rejects.toThrow(
      'Time to live has been modified multiple times within a fixed interval',
    )
    await advance(HOUR)
    await expect(set(false, 'other')).rejects.toThrow('current AttributeName is expires')
    await expect(set(true, '')).rejects.toThrow("at 'timeToLiveSpecification.attributeName'")
  })
})
