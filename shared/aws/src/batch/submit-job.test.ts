import { ClientException } from '@aws-sdk/client-batch'
import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

const MINUTE = 60_000

describe('a job', () => {
  test('goes through every state and succeeds after a minute', async () => {
    const { clock, submit, job } = testBatch()
    const id = submit()
    const seen: [seconds: number, status: string | undefined][] = []
    const start = clock.now()
    for (let second = 0; second < 95; second++) {
      const { status } = job(id)
      if (seen.at(-1)?.[1] !== status) seen.push([(clock.now() - start) / 1000, status])
      await clock.advance(1000)
    }
    expect(seen).toEqual([
      [0, 'SUBMITTED'],
      [1, 'RUNNABLE'],
      [11, 'STARTING'],
      [31, 'RUNNING'],
      [91, 'SUCCEEDED'],
    ])
    expect(job(id)).toMatchObject({
      startedAt: start + 31_000,
      stoppedAt: start + 91_000,
      container: { exitCode: 0 },
      attempts: [{ container: { exitCode: 0 } }],
    })
  })

  test('ends as its command says', async () => {
    const { clock, submit, job } = testBatch()
    const id = submit({ containerOverrides: { command: ['sh', '-c', 'sleep 300; exit 3'] } })
    await clock.advance(31_000 + 299_999)
    expect(job(id).status).toBe('RUNNING')
    await clock.advance(1)
    expect(job(id)).toMatchObject({ status: 'FAILED', container: { exitCode: 3 } })
  })

  test('waits for the jobs it depends on, and fails if one does', async () => {
    const { clock, submit, submitEnding, status } = testBatch()
    const [good, bad] = [submit(), submitEnding('1')]
    const afterGood = submit({ dependsOn: [{ jobId: good }] })
    const afterBoth = submit({ dependsOn: [{ jobId: good }, { jobId: bad }] })
    await clock.advance(50_000)
    expect([afterGood, afterBoth].map(status)).toEqual(['PENDING', 'PENDING'])
    await clock.advance(50_000)
    expect([afterGood, afterBoth].map(status)).toEqual(['RUNNABLE', 'FAILED'])
    await clock.advance(2 * MINUTE)
    expect(status(afterGood)).toBe('SUCCEEDED')
  })

  test.each([
    [{ jobName: '' }, 'jobName'],
    [{ jobName: '-job' }, 'jobName'],
    [{ jobName: 'my job' }, 'jobName'],
    [{ jobName: 'a'.repeat(129) }, 'jobName'],
    [{ jobQueue: 'none' }, 'does not exist'],
    [{ jobDefinition: 'none' }, 'does not exist'],
    [{ arrayProperties: { size: 1 } }, 'between 2 and 10000'],
    [{ arrayProperties: { size: 10_001 } }, 'between 2 and 10000'],
    [{ dependsOn: Array.from({ length: 21 }, () => ({ jobId: 'x' })) }, 'at most 20'],
    [{ dependsOn: [{ jobId: 'x' }] }, 'does not exist'],
    [{ dependsOn: [{ jobId: 'x', type: 'N_TO_N' as const }] }, 'Only an array'],
    [{ timeout: { attemptDurationSeconds: 59 } }, 'between 60'],
  ])('is refused with %j', (input, message) => {
    const { submit } = testBatch()
    expect(() => submit(input)).toThrow(ClientException)
    expect(() => submit(input)).toThrow(message)
  })

  test('takes a name of 128 characters', () => {
    const { submit, job } = testBatch()
    expect(job(submit({ jobName: 'a'.repeat(128) })).jobName).toHaveLength(128)
  })
})

describe('an array job', () => {
  test('is pending while its children run, and counts them by status', async () => {
    const { clock, submit, job } = testBatch()
    const environment = [{ name: 'RUN_ENDS_1', value: '1' }]
    const containerOverrides = { environment }
    const id = submit({ arrayProperties: { size: 3 }, containerOverrides })
    expect(job(id).status).toBe('SUBMITTED')
    await clock.advance(31_000)
    expect(job(id)).toMatchObject({
      status: 'PENDING',
      arrayProperties: { size: 3, statusSummary: { RUNNING: 3, SUCCEEDED: 0 } },
    })
    await clock.advance(MINUTE)
    expect(job(id)).toMatchObject({
      status: 'FAILED',
      arrayProperties: { statusSummary: { RUNNING: 0, SUCCEEDED: 2, FAILED: 1 } },
    })
    expect(job(`${id}:1`)).toMatchObject({ status: 'FAILED', arrayProperties: { index: 1 } })
  })

  test('succeeds with 10,000 children', async () => {
    const { clock, submit, job } = testBatch()
    const id = submit({ arrayProperties: { size: 10_000 } })
    await clock.advance(2 * MINUTE)
    expect(job(id)).toMatchObject({
      status: 'SUCCEEDED',
      arrayProperties: { statusSummary: { SUCCEEDED: 10_000 } },
    })
  })

  test('is refused where the account would hold too many jobs', () => {
    const { submit } = testBatch()
    const array = { arrayProperties: { size: 10_000 } }
    for (let count = 0; count < 4; count++) submit(array)
    expect(() => submit(array)).toThrow('no more than 50000 jobs')
    submit({})
  })

  test('runs its children one after another when it depends on itself', async () => {
    const { clock, submit, status } = testBatch()
    const id = submit({ arrayProperties: { size: 2 }, dependsOn: [{ type: 'SEQUENTIAL' }] })
    await clock.advance(95_000)
    expect([`${id}:0`, `${id}:1`].map(status)).toEqual(['SUCCEEDED', 'RUNNABLE'])
    await clock.advance(90_000)
    expect([`${id}:1`, id].map(status)).toEqual(['SUCCEEDED', 'SUCCEEDED'])
  })

  test('follows another index by index', async () => {
    const { clock, submit, status } = testBatch()
    const environment = [{ name: 'RUN_ENDS_0', value: '1' }]
    const size = { arrayProperties: { size: 2 } }
    const first = submit({ ...size, containerOverrides: { environment } })
    const dependsOn = [{ jobId: first, type: 'N_TO_N' as const }]
    expect(() => submit({ arrayProperties: { size: 3 }, dependsOn })).toThrow('same size')
    const second = submit({ ...size, dependsOn })
    await clock.advance(5 * MINUTE)
    expect([`${second}:0`, `${second}:1`].map(status)).toEqual(['FAILED', 'SUCCEEDED'])
  })
})
