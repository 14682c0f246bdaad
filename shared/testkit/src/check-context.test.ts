import { describe, expect, test } from 'vitest'
import { START_OF_TIME } from '@workshop/aws/clock'
import type { Target } from '@workshop/aws/target'
import { prepareCheck } from './check-context.ts'
import { freshCheck } from './fresh-check.ts'

describe('prepareCheck', () => {
  test('starts every check at the same time, with an AWS of its own', async () => {
    const [first, second] = [freshCheck().context, freshCheck().context]
    await first.clock.advance(60_000)
    expect([first.now(), first.clock.now()]).toEqual(Array(2).fill(START_OF_TIME + 60_000))
    expect(second.now()).toBe(START_OF_TIME)
    const bucket = await first.aws.s3.bucket()
    await expect(second.aws.s3.bucket()).resolves.toMatchObject({ name: bucket.name })
  })

  test('draws the same random numbers from the same seed and others from another', () => {
    const draw = (seed: number) => {
      const { random } = freshCheck(seed).context
      return [random(), random(), random()]
    }
    expect(draw(17)).toEqual(draw(17))
    expect(draw(17)).not.toEqual(draw(18))
    expect(draw(17).every((number) => number >= 0 && number < 1)).toBe(true)
  })

  test('names resources alike in every run, but never twice where the account is shared', () => {
    const names = (isShared: boolean) =>
      [0, 1].map(() => {
        const target: Target = { ...silentTarget, isShared }
        return prepareCheck({ seed: 17, target: () => target }).context.aws.uniqueName('table')
      })
    const [alone, again] = names(false)
    const [first, second] = names(true)
    expect(again).toBe(alone)
    expect(second).not.toBe(first)
  })

  test('waits for a shared account in real time, and for one of its own in virtual time', async () => {
    const wait = async (isShared: boolean) => {
      const target: Target = { ...silentTarget, isShared }
      const { context } = prepareCheck({ seed: 17, target: () => target })
      const start = performance.now()
      await context.aws.pause(200)
      return { virtual: context.now() - START_OF_TIME, real: performance.now() - start }
    }
    const shared = await wait(true)
    expect(shared.virtual).toBe(0)
    // Timers may fire a millisecond early.
    expect(shared.real).toBeGreaterThan(198)
    expect((await wait(false)).virtual).toBe(200)
  })

  test('keeps what is logged', () => {
    const { log, logged } = freshCheck().context
    log.info('imported', { rows: 3 })
    log.debug('a')
    log.warn('b')
    log.error('c')
    expect(logged).toEqual([
      { level: 'info', message: 'imported', fields: { rows: 3 } },
      { level: 'debug', message: 'a', fields: {} },
      { level: 'warn', message: 'b', fields: {} },
      { level: 'error', message: 'c', fields: {} },
    ])
  })

  test('sleeps on the clock, until a signal aborts', async () => {
    const { sleep, clock } = freshCheck().context
    await sleep(5_000)
    expect(clock.now()).toBe(START_OF_TIME + 5_000)
    const controller = new AbortController()
    const sleeping = sleep(60_000, { signal: controller.signal })
    controller.abort(new Error('Too late'))
    await expect(sleeping).rejects.toThrow('Too late')
  })
})

/** A target that is never asked. */
const silentTarget: Target = {
  name: 'localstack',
  isShared: true,
  supports: async () => ({ ok: true }),
  handle: async () => ({}),
}
