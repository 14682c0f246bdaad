import { describe, expect, test } from 'vitest'
import { departments, freshDatabase } from './fresh-database.ts'
import { MAX_ITEM_SIZE } from './item-size.ts'

const TableName = 'departments'
const Key = { state: { S: 'CA' }, name: { S: 'x' } }
/** The bytes of the key, names included. */
const KEY_BYTES = 12

async function withUpdate(UpdateExpression: string, other = {}) {
  const database = freshDatabase()
  await departments(database)
  await database.call('PutItem', { TableName, Item: { ...Key, gone: { S: 'x' } } })
  /** Updates so that the attribute `b` has so many bytes, its name included. */
  const update = (bytes: number) =>
    database.call('UpdateItem', {
      TableName,
      Key,
      UpdateExpression,
      ExpressionAttributeValues: { ':b': { S: 'x'.repeat(bytes - 1) }, ...other },
    })
  return { ...database, update }
}

describe('UpdateItem', () => {
  test.each([
    ['SET b = :b REMOVE gone', {}, 3 + 19 + 2],
    ['SET b = :b, c = :c REMOVE gone', { ':c': { S: 'y' } }, 3 + 19 + 19 + 2 + 2],
  ])('pays for the actions of "%s"', async (expression, other, cost) => {
    const { update } = await withUpdate(expression, other)
    const most = MAX_ITEM_SIZE - cost
    await expect(update(most + 1)).rejects.toThrow('Item size to update has exceeded')
    await expect(update(most)).resolves.toEqual({})
  })

  test('never makes an item of more than 400 KB', async () => {
    const { update, call } = await withUpdate('SET b = :b')
    const notes = { S: 'x'.repeat(100) }
    await call('PutItem', { TableName, Item: { ...Key, notes } })
    const most = MAX_ITEM_SIZE - KEY_BYTES - 105
    await expect(update(most + 1)).rejects.toThrow('Item size to update has exceeded')
    await expect(update(most)).resolves.toEqual({})
  })
})
