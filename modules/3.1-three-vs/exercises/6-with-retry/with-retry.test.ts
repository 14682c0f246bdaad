import { candidate, expect, sync, test } from '@workshop/testkit'
import { S3ServiceException } from '@aws-sdk/client-s3'

const { createRetrier } = candidate(() => import('./with-retry.ts'))

const policy = {
  attempts: 4,
  baseMs: 100,
  capMs: 1_000,
  deadlineMs: 60_000,
  tokens: 10,
  alsoRetry: [],
}

test('tries again until it succeeds', async ({ now, sleep }) => {
  const retrier = await createRetrier(policy, { now, sleep, random: sync(() => 0.5) })
  const answer = await retrier.run(async (attempt) => {
    if (attempt < 3) {
      throw new S3ServiceException({
        name: 'SlowDown',
        message: 'Please reduce your request rate.',
        $fault: 'server',
        $metadata: { httpStatusCode: 503 },
      })
    }
    return `uploaded at attempt ${attempt}`
  })
  expect(answer).toBe('uploaded at attempt 3')
})

test('does not try again what stays wrong', async ({ now, sleep }) => {
  const retrier = await createRetrier(policy, { now, sleep, random: sync(() => 0.5) })
  let attempts = 0
  const upload = retrier.run(async () => {
    attempts++
    throw Object.assign(new Error('Access Denied'), {
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    })
  })
  await expect(upload).rejects.toMatchObject({ name: 'AccessDenied' })
  expect(attempts).toBe(1)
})
