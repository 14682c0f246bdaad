import { candidate, expect, test } from '@workshop/testkit'

const { claim } = candidate(() => import('./claim.ts'))

test('claims a free name', async ({ aws }) => {
  const users = await aws.s3.bucket()
  expect(await claim(aws.s3.client, users.name, 'grace', 'owner-7')).toBe(true)
  expect(await users.text('grace')).toBe('owner-7')
})
