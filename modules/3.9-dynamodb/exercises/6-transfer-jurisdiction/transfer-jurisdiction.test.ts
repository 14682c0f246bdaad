import { candidate, expect, test } from '@workshop/testkit'

const { transferJurisdiction } = candidate(() => import('./transfer-jurisdiction.ts'))

test('moves two officers and both counters', async ({ aws, sleep }) => {
  const officers = await aws.dynamodb.table({ key: { badge: 'S' } })
  const departments = await aws.dynamodb.table({ key: { guid: 'S' } })
  await officers.put({ badge: '11', department: 'sunset' }, { badge: '12', department: 'sunset' })
  await departments.put({ guid: 'sunset', officers: 2 }, { guid: 'oakvale', officers: 7 })
  const deps = {
    doc: aws.dynamodb.doc,
    officers: officers.name,
    departments: departments.name,
    sleep,
  }

  const result = await transferJurisdiction(
    { from: 'sunset', to: 'oakvale', officers: ['11', '12'], token: aws.uniqueName('merger') },
    deps,
  )

  expect(result).toEqual({ status: 'transferred', officers: 2 })
  expect(await officers.get({ badge: '11' })).toEqual({ badge: '11', department: 'oakvale' })
  expect(await departments.get({ guid: 'oakvale' })).toEqual({ guid: 'oakvale', officers: 9 })
})

test('names the officer who serves elsewhere', async ({ aws, sleep }) => {
  const officers = await aws.dynamodb.table({ key: { badge: 'S' } })
  const departments = await aws.dynamodb.table({ key: { guid: 'S' } })
  await officers.put({ badge: '13', department: 'oakvale' })
  await departments.put({ guid: 'sunset', officers: 0 }, { guid: 'oakvale', officers: 1 })
  const deps = {
    doc: aws.dynamodb.doc,
    officers: officers.name,
    departments: departments.name,
    sleep,
  }

  const result = await transferJurisdiction(
    { from: 'sunset', to: 'oakvale', officers: ['13'], token: aws.uniqueName('merger') },
    deps,
  )

  expect(result).toEqual({ status: 'refused', officers: ['13'] })
})
