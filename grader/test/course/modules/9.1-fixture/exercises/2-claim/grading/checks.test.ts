import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

// A secret of the trusted side: canary-in-the-checks-3f81c2
const check = checksFor(exercise)
const { claim, claimWithin } = candidate(() => import('../claim.ts'))
const OWNER = 'canary-in-an-input-95d0ae'
const MINUTE = 60_000

check('claims a free name', async ({ aws }) => {
  const users = await aws.s3.bucket()
  expect(await claim(aws.s3.client, users.name, 'ada', OWNER)).toBe(true)
  expect(await users.text('ada')).toBe(OWNER)
})

check('lets exactly one of two claims win', async ({ aws }) => {
  const users = await aws.s3.bucket()
  const [first, second] = await Promise.all([
    claim(aws.s3.client, users.name, 'lin', OWNER),
    claim(aws.s3.client, users.name, 'lin', 'owner-2'),
  ])
  expect(first).not.toBe(second)
  expect(await users.text('lin')).toBe(first ? OWNER : 'owner-2')
})

check('gives up after five minutes', async ({ aws, sleep, now }) => {
  const users = await aws.s3.bucket()
  await users.put('taken', 'owner-1')
  const { client } = aws.s3
  const started = now()
  const request = { client, bucket: users.name, name: 'taken', owner: OWNER }
  expect(await claimWithin(request, { sleep, now })).toBe(false)
  expect(now() - started).toBeGreaterThanOrEqual(5 * MINUTE)
  expect(now() - started).toBeLessThan(7 * MINUTE)
  expect(aws.calls('PutObject').length).toBeGreaterThan(2)
})
