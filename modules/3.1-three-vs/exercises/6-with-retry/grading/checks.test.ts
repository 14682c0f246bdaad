import { ProvisionedThroughputExceededException } from '@aws-sdk/client-kinesis'
import { NoSuchKey, S3ServiceException } from '@aws-sdk/client-s3'
import type { CheckContext } from '@workshop/testkit'
import { candidate, checksFor, expect, sync } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { createRetrier } = candidate(() => import('../with-retry.ts'))

const POLICY = {
  attempts: 5,
  baseMs: 40,
  capMs: 300,
  deadlineMs: 600_000,
  tokens: 100,
  alsoRetry: ['ConditionalRequestConflict'],
}

/** A retrier whose waits are written down; `random` always says 0.75. */
async function fleet({ now, sleep }: CheckContext, policy: Partial<typeof POLICY> = {}) {
  const waits: number[] = []
  const deps = {
    now,
    random: sync(() => 0.75),
    sleep: async (ms: number) => {
      waits.push(ms)
      await sleep(ms)
    },
  }
  return { waits, retrier: await createRetrier({ ...POLICY, ...policy }, deps) }
}

function s3Error(name: string, status: number, data: object = {}) {
  const error = new S3ServiceException({
    name,
    message: `${name} was answered`,
    $fault: status < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: status },
  })
  return Object.assign(error, data)
}

/** Runs what fails `times` times with `error`; resolves to the attempts made. */
async function attemptsAfter(
  retrier: Awaited<ReturnType<typeof fleet>>['retrier'],
  error: Error,
  times: number,
) {
  const attempts: number[] = []
  const run = retrier.run(async (attempt) => {
    attempts.push(attempt)
    if (attempts.length <= times) throw error
    return 'stored'
  })
  return {
    attempts,
    outcome: await run.then(
      (value) => ({ value }),
      (reason: Error) => ({ reason }),
    ),
  }
}

check('tries again after what may pass', async (context) => {
  const { retrier } = await fleet(context)
  const passing = [
    s3Error('SlowDown', 503),
    s3Error('InternalError', 500),
    s3Error('BadGateway', 502),
    s3Error('GatewayTimeout', 504),
    s3Error('Busy', 429),
    s3Error('ThrottlingException', 400),
    s3Error('RequestLimitExceeded', 400),
    s3Error('Throttling', 400),
    s3Error('TooManyRequestsException', 400),
    s3Error('SlowDown', 400),
    new ProvisionedThroughputExceededException({
      message: 'Rate exceeded for shard',
      $metadata: { httpStatusCode: 400 },
    }),
    Object.assign(new Error('The clock is skewed'), { $retryable: { throttling: false } }),
    Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }),
    Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }),
  ]
  for (const error of passing) {
    const { attempts, outcome } = await attemptsAfter(retrier, error, 2)
    expect(outcome, error.message).toEqual({ value: 'stored' })
    expect(attempts).toEqual([1, 2, 3])
  }
})

check('does not try again what stays wrong', async (context) => {
  const { retrier, waits } = await fleet(context)
  const lasting = [
    s3Error('InvalidArgument', 400),
    s3Error('AccessDenied', 403),
    new NoSuchKey({ message: 'The key does not exist.', $metadata: { httpStatusCode: 404 } }),
    s3Error('PreconditionFailed', 412),
    s3Error('NotImplemented', 501),
    new TypeError('sensor is undefined'),
    Object.assign(new Error('no such file'), { code: 'ENOENT' }),
  ]
  for (const error of lasting) {
    const { attempts, outcome } = await attemptsAfter(retrier, error, 1)
    expect(attempts).toEqual([1])
    expect(outcome).toMatchObject({ reason: { name: error.name } })
  }
  expect(waits).toEqual([])
})

check('tries a conflict again only where the policy says so', async (context) => {
  const { retrier } = await fleet(context)
  const listed = await attemptsAfter(retrier, s3Error('ConditionalRequestConflict', 409), 1)
  expect(listed.outcome).toEqual({ value: 'stored' })
  const other = await attemptsAfter(retrier, s3Error('OperationAborted', 409), 1)
  expect(other.attempts).toEqual([1])
})

check('waits with full jitter, growing up to the cap', async (context) => {
  const { retrier, waits } = await fleet(context, { attempts: 7 })
  await attemptsAfter(retrier, s3Error('SlowDown', 503), 6)
  expect(waits.map(Math.round)).toEqual([30, 60, 120, 225, 225, 225])
})

check('waits at least as long as the service asks', async (context) => {
  const { retrier, waits } = await fleet(context, { attempts: 3 })
  await attemptsAfter(retrier, s3Error('SlowDown', 503, { retryAfter: 2 }), 1)
  await attemptsAfter(retrier, s3Error('SlowDown', 503, { retryAfter: 0.001 }), 1)
  expect(waits.map(Math.round)).toEqual([2_000, 30])
})

check('throws the last error unchanged, without a wait after the last attempt', async (context) => {
  const { retrier, waits } = await fleet(context, { attempts: 3 })
  let attempts = 0
  const run = retrier.run(async () => {
    attempts++
    throw s3Error('SlowDown', 503, { requestId: `request-${attempts}` })
  })
  await expect(run).rejects.toMatchObject({
    name: 'SlowDown',
    message: 'SlowDown was answered',
    requestId: 'request-3',
  })
  await expect(run).rejects.toBeInstanceOf(S3ServiceException)
  expect(attempts).toBe(3)
  expect(waits).toHaveLength(2)
})

check('does not wait past the deadline', async (context) => {
  const { retrier, waits } = await fleet(context, { attempts: 50, deadlineMs: 500 })
  const started = context.now()
  const { outcome } = await attemptsAfter(retrier, s3Error('SlowDown', 503), 49)
  expect(outcome).toMatchObject({ reason: { name: 'SlowDown' } })
  expect(context.now() - started).toBeLessThanOrEqual(500)
  expect(waits.length).toBeGreaterThanOrEqual(4)
  const { retrier: exact } = await fleet(context, { deadlineMs: 30 })
  expect((await attemptsAfter(exact, s3Error('SlowDown', 503), 1)).attempts).toEqual([1, 2])
})

check('shares one budget of retries between its runs', async (context) => {
  const { retrier } = await fleet(context, { tokens: 3, attempts: 10 })
  const outage = s3Error('SlowDown', 503)

  // A retrier that has all its tokens gets no more.
  await attemptsAfter(retrier, outage, 0)
  expect((await attemptsAfter(retrier, outage, 99)).attempts).toHaveLength(4)
  expect((await attemptsAfter(retrier, outage, 99)).attempts).toHaveLength(1)
  await attemptsAfter(retrier, outage, 0)
  expect((await attemptsAfter(retrier, outage, 99)).attempts).toHaveLength(2)
})
