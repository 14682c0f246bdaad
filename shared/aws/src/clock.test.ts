// Longer than most: when the clock moves and when it stands, and what each of its methods promises.
import fc from 'fast-check'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { START_OF_TIME, VirtualClock } from './clock.ts'

describe('VirtualClock', () => {
  test('starts on a Monday noon and jumps to the earliest timer', async () => {
    const clock = new VirtualClock()
    await clock.sleep(5_000)
    expect(clock.now()).toBe(START_OF_TIME + 5_000)
    expect(clock.fired).toBe(1)
  })

  test('stands still while anybody holds it', async () => {
    const clock = new VirtualClock()
    const [crawler, job] = [clock.hold(), clock.hold()]
    let woke = false
    const sleeping = clock.sleep(1_000).then(() => (woke = true))
    crawler()
    crawler()
    await turns(10)
    expect([woke, clock.now()]).toEqual([false, START_OF_TIME])
    job()
    await sleeping
    expect(clock.now()).toBe(START_OF_TIME + 1_000)
  })

  test('stands still when it is held between two timers', async () => {
    const clock = new VirtualClock()
    let release = () => {}
    clock.setTimer(100, () => (release = clock.hold()))
    let second = false
    clock.setTimer(200, () => (second = true))
    await turns(10)
    expect([second, clock.now()]).toEqual([false, START_OF_TIME + 100])
    release()
    await turns(10)
    expect([second, clock.now()]).toEqual([true, START_OF_TIME + 200])
  })

  test('gives what a short hold has set going two turns before it moves', async () => {
    const clock = new VirtualClock()
    clock.setTimer(1_000, () => {})
    await nextTurn()
    // As an AWS call does: held while it is read, then a turn on the way to who answers it.
    clock.hold()()
    let answeredAt: number | undefined
    void nextTurn().then(() => (answeredAt = clock.now()))
    await turns(4)
    expect(answeredAt).toBe(START_OF_TIME)
    expect(clock.now()).toBe(START_OF_TIME + 1_000)
  })

  test('lets a woken sleeper start its next work before it moves again', async () => {
    const clock = new VirtualClock()
    const seen: number[] = []
    const shortSleeps = async () => {
      for (let step = 0; step < 3; step++) {
        await clock.sleep(10)
        seen.push(clock.now() - START_OF_TIME)
      }
    }
    const long = clock.sleep(25).then(() => seen.push(25))
    await Promise.all([shortSleeps(), long])
    expect(seen).toEqual([10, 20, 25, 30])
  })

  test('fires timers by time, and those of the same moment in the order of setting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 }),
        async (delays) => {
          const clock = new VirtualClock()
          const release = clock.hold()
          const fired: number[] = []
          delays.forEach((ms, position) => clock.setTimer(ms, () => fired.push(position)))
          release()
          await clock.advance(10)
          const expected = delays
            .map((ms, position) => ({ ms, position }))
            .toSorted((a, b) => a.ms - b.ms)
          expect(fired).toEqual(expected.map(({ position }) => position))
        },
      ),
      { numRuns: 30 },
    )
  })

  test.each([-5, 0, Number.NaN, Number.POSITIVE_INFINITY])('fires at once for %s', async (ms) => {
    const clock = new VirtualClock()
    await clock.sleep(ms)
    expect(clock.now()).toBe(START_OF_TIME)
  })

  test('forgets a cancelled timer', async () => {
    const clock = new VirtualClock()
    let fired = false
    const cancel = clock.setTimer(10, () => (fired = true))
    cancel()
    await clock.advance(100)
    expect([fired, clock.fired]).toEqual([false, 1])
  })
})

describe('sleep', () => {
  test('rejects with the reason of a signal that aborted before', async () => {
    const clock = new VirtualClock()
    const reason = new Error('The import was cancelled')
    await expect(clock.sleep(10, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(clock.quiet).toBe(true)
  })

  test('rejects on abort, and its time does not pass', async () => {
    const clock = new VirtualClock()
    const release = clock.hold()
    const controller = new AbortController()
    const sleeping = clock.sleep(10, { signal: controller.signal })
    controller.abort('enough')
    await expect(sleeping).rejects.toBe('enough')
    release()
    await turns(5)
    expect([clock.now(), clock.quiet]).toEqual([START_OF_TIME, true])
  })

  test('ignores an abort after it woke', async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    await clock.sleep(10, { signal: controller.signal })
    controller.abort()
    expect(clock.now()).toBe(START_OF_TIME + 10)
  })
})

describe('advance', () => {
  test('fires what is due on the way, what was set on the way too, and nothing later', async () => {
    const clock = new VirtualClock()
    const release = clock.hold()
    const fired: string[] = []
    clock.setTimer(10, () => {
      fired.push('restore started')
      clock.setTimer(20, () => fired.push('restore done'))
    })
    clock.setTimer(61, () => fired.push('copy expired'))
    const advanced = clock.advance(60)
    release()
    await advanced
    expect(fired).toEqual(['restore started', 'restore done'])
    expect(clock.now()).toBe(START_OF_TIME + 60)
  })

  test('waits on the way until nobody holds the clock', async () => {
    const clock = new VirtualClock()
    const seen: string[] = []
    clock.setTimer(10, () => {
      const release = clock.hold()
      void turns(20).then(() => {
        seen.push('the job that began at 10 is done')
        release()
      })
    })
    await clock.advance(60)
    seen.push('advanced')
    expect(seen).toEqual(['the job that began at 10 is done', 'advanced'])
  })
})

describe('quiet', () => {
  test('is false while a timer is set or somebody holds the clock', () => {
    const clock = new VirtualClock()
    const release = clock.hold()
    const held = clock.quiet
    const cancel = clock.setTimer(10, () => {})
    release()
    const waiting = clock.quiet
    cancel()
    expect([held, waiting, clock.quiet]).toEqual([false, false, true])
  })
})

describe('stop', () => {
  test('forgets every timer, and takes no new one', async () => {
    const clock = new VirtualClock()
    let fired = 0
    clock.setTimer(10, () => fired++)
    clock.stop()
    clock.setTimer(10, () => fired++)
    await turns(10)
    expect([fired, clock.now(), clock.quiet]).toEqual([0, START_OF_TIME, true])
  })

  test('tells whoever works for its world in real time', () => {
    const clock = new VirtualClock()
    expect(clock.over.aborted).toBe(false)
    clock.stop()
    expect(clock.over.aborted).toBe(true)
  })
})

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await nextTurn()
}
