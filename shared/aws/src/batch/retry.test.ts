import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testBatch } from './test-batch.ts'

const HOUR = 3_600_000

describe('a retry strategy', () => {
  test('runs a job until it succeeds, at most as often as it allows', async () => {
    const attempts = fc.integer({ min: 1, max: 10 })
    const cases = fc.tuple(attempts, fc.array(fc.constantFrom(0, 1, 137), { minLength: 1 }))
    await fc.assert(
      fc.asyncProperty(cases, async ([allowed, codes]) => {
        const { clock, submitEnding, job } = testBatch()
        const id = submitEnding(codes.join('|'), { retryStrategy: { attempts: allowed } })
        await clock.advance(HOUR)
        const all = Array.from({ length: allowed }, (_, index) => codes[index] ?? codes.at(-1))
        const firstSuccess = all.indexOf(0)
        const ran = firstSuccess < 0 ? all : all.slice(0, firstSuccess + 1)
        const { status, attempts: made } = job(id)
        expect(made?.map(({ container }) => container?.exitCode)).toEqual(ran)
        expect(status).toBe(firstSuccess < 0 ? 'FAILED' : 'SUCCEEDED')
      }),
    )
  })

  const spot = { onStatusReason: 'Host EC2*', action: 'RETRY' } as const
  const rest = { onReason: '*', action: 'EXIT' } as const
  test.each([
    ['host|0', [spot, rest], 'SUCCEEDED', 2],
    ['1 CannotPullContainerError: no|0', [spot, rest], 'FAILED', 1],
    ['1|0', [spot, rest], 'FAILED', 1],
    ['1|0', [{ onExitCode: '1', action: 'exit' }], 'FAILED', 1],
    ['137|0', [{ onExitCode: '13*', action: 'EXIT' }], 'FAILED', 1],
    ['2|0', [{ onExitCode: '1', action: 'EXIT' }], 'SUCCEEDED', 2],
    [
      '1|0',
      [
        { onExitCode: '1', action: 'RETRY' },
        { onExitCode: '*', action: 'EXIT' },
      ],
      'SUCCEEDED',
      2,
    ],
    ['1|0', [{ onExitCode: '1', onStatusReason: 'Host*', action: 'EXIT' }], 'SUCCEEDED', 2],
    ['host|0', [{ onExitCode: '*', action: 'EXIT' }], 'SUCCEEDED', 2],
  ])(
    'decides "%s" by the first of %j that matches',
    async (ends, evaluateOnExit, status, count) => {
      const { clock, submitEnding, job } = testBatch()
      const retryStrategy = { attempts: 3, evaluateOnExit } as never
      const id = submitEnding(ends, { retryStrategy })
      await clock.advance(HOUR)
      expect(job(id).status).toBe(status)
      expect(job(id).attempts).toHaveLength(count)
    },
  )

  test.each([
    [{ attempts: 0 }, 'between 1 and 10'],
    [{ attempts: 11 }, 'between 1 and 10'],
    [{ evaluateOnExit: [spot] }, 'must have attempts'],
    [{ attempts: 2, evaluateOnExit: Array(6).fill(spot) }, 'at most 5'],
    [{ attempts: 2, evaluateOnExit: [{ action: 'RETRY' }] }, 'must have one of'],
    [{ attempts: 2, evaluateOnExit: [{ onExitCode: '1', action: 'STOP' }] }, 'RETRY or EXIT'],
    [{ attempts: 2, evaluateOnExit: [{ onReason: '*Error', action: 'EXIT' }] }, 'not valid'],
    [{ attempts: 2, evaluateOnExit: [{ onExitCode: '1-5', action: 'EXIT' }] }, 'not valid'],
  ])('is refused: %j', (retryStrategy, message) => {
    const { submit } = testBatch()
    expect(() => submit({ retryStrategy: retryStrategy as never })).toThrow(message)
  })
})

describe('a timeout', () => {
  test('ends the attempt, and there is no other', async () => {
    const { clock, submit, job } = testBatch()
    const id = submit({
      containerOverrides: { command: ['sleep', '61'] },
      retryStrategy: { attempts: 5 },
      timeout: { attemptDurationSeconds: 60 },
    })
    await clock.advance(31_000 + 60_000)
    expect(job(id)).toMatchObject({
      status: 'FAILED',
      statusReason: 'Job attempt duration exceeded timeout',
    })
    await clock.advance(HOUR)
    expect(job(id).attempts).toHaveLength(1)
  })
})
