import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

const reason = 'Not needed'

describe('CancelJob', () => {
  test('fails a job that does not start yet, and leaves one that does', async () => {
    const { batch, clock, submit, job, status } = testBatch()
    const [runnable, running] = [submit(), submit()]
    batch.CancelJob({ jobId: runnable, reason })
    expect(job(runnable)).toMatchObject({
      status: 'FAILED',
      statusReason: reason,
      isCancelled: true,
    })
    await clock.advance(11_000)
    batch.CancelJob({ jobId: running, reason })
    await clock.advance(80_000)
    expect(status(running)).toBe('SUCCEEDED')
  })

  test('fails a pending job only when the jobs it waits for have ended', async () => {
    const { batch, clock, submit, job, status } = testBatch()
    const first = submit()
    const second = submit({ dependsOn: [{ jobId: first }] })
    await clock.advance(1000)
    batch.CancelJob({ jobId: second, reason })
    expect(status(second)).toBe('PENDING')
    await clock.advance(90_000)
    expect(job(second)).toMatchObject({ status: 'FAILED', statusReason: reason })
  })

  test('needs a job and a reason', () => {
    const { batch, submit } = testBatch()
    expect(() => batch.CancelJob({ jobId: 'none', reason })).toThrow('does not exist')
    expect(() => batch.CancelJob({ jobId: submit(), reason: '' })).toThrow('reason')
  })
})

describe('TerminateJob', () => {
  test('ends a running job without another attempt', async () => {
    const { batch, clock, submit, job } = testBatch()
    const id = submit({ retryStrategy: { attempts: 3 } })
    await clock.advance(31_000)
    batch.TerminateJob({ jobId: id, reason })
    expect(job(id)).toMatchObject({ status: 'FAILED', statusReason: reason, isTerminated: true })
    await clock.advance(600_000)
    expect(job(id).attempts).toHaveLength(1)
  })

  test('ends all children of an array, and then the array', async () => {
    const { batch, clock, submit, status } = testBatch()
    const id = submit({ arrayProperties: { size: 2 } })
    await clock.advance(31_000)
    batch.TerminateJob({ jobId: id, reason })
    expect([id, `${id}:0`, `${id}:1`].map(status)).toEqual(['FAILED', 'FAILED', 'FAILED'])
  })

  test('changes nothing once a job has ended', async () => {
    const { batch, clock, submit, status } = testBatch()
    const id = submit()
    await clock.advance(600_000)
    batch.TerminateJob({ jobId: id, reason })
    expect(status(id)).toBe('SUCCEEDED')
  })
})
