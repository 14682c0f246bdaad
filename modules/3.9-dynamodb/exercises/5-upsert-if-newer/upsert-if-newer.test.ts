import { candidate, expect, test } from '@workshop/testkit'

const { InvalidUpdateTime, upsertIfNewer } = candidate(() => import('./upsert-if-newer.ts'))

const hollister = { guid: '7e607b82-9e18-49dc-a9d7-e9628a9147ad', name: 'Hollister' }

test('creates, updates, and leaves newer records alone', async ({ aws }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  const deps = { doc: aws.dynamodb.doc, table: table.name }

  const march = { ...hollister, updateTime: 'Fri Mar  2 12:43:43 2018' }
  const april = { ...hollister, updateTime: 'Mon Apr 16 09:00:00 2018' }
  expect(await upsertIfNewer(march, deps)).toBe('created')
  expect(await upsertIfNewer(april, deps)).toBe('updated')
  expect(await upsertIfNewer(march, deps)).toBe('stale')

  expect(await table.get({ guid: hollister.guid })).toMatchObject({ updateTime: april.updateTime })
})

test('refuses a time in another form', async ({ aws }) => {
  const table = await aws.dynamodb.table({ key: { guid: 'S' } })
  const deps = { doc: aws.dynamodb.doc, table: table.name }

  const record = { ...hollister, updateTime: '02.03.2018 12:43' }
  await expect(upsertIfNewer(record, deps)).rejects.toBeInstanceOf(InvalidUpdateTime)

  expect(await table.items()).toEqual([])
})
