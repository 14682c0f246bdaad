import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Agenda } from './agenda.ts'
import { VirtualClock } from './clock.ts'

describe('Agenda', () => {
  test('lets everything happen in order, each at its own moment', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 30 }), fc.nat(60), (delays, until) => {
        let now = 1000
        const agenda = new Agenda({ now: () => now })
        const happened: [at: number, index: number][] = []
        for (const [index, delay] of delays.entries()) {
          agenda.plan(delay, () => happened.push([agenda.now(), index]))
        }
        now += until
        agenda.catchUp()
        const due = delays.map((delay, index) => [1000 + delay, index] as [number, number])
        expect(happened).toEqual(
          due.filter(([at]) => at <= now).toSorted(([a, i], [b, j]) => a - b || i - j),
        )
        expect(agenda.now()).toBe(now)
      }),
    )
  })

  test('lets what happens plan more, and all that is due of it happen too', () => {
    let now = 0
    const agenda = new Agenda({ now: () => now })
    const moments: number[] = []
    const again = () => {
      moments.push(agenda.now())
      agenda.plan(10, again)
    }
    agenda.plan(10, again)
    now = 35
    agenda.catchUp()
    expect(moments).toEqual([10, 20, 30])
  })

  test('forgets what was called off', () => {
    let now = 0
    const agenda = new Agenda({ now: () => now })
    const happened: string[] = []
    agenda.plan(1, () => happened.push('kept'))
    agenda.plan(1, () => happened.push('called off'))()
    now = 1
    agenda.catchUp()
    expect(happened).toEqual(['kept'])
  })

  test('does not keep the clock moving for a schedule without end', async () => {
    const clock = new VirtualClock(0)
    const agenda = new Agenda(clock)
    let fired = 0
    const again = () => {
      fired++
      agenda.plan(1000, again)
    }
    agenda.at(1000, again)
    expect(clock.quiet).toBe(true)
    await clock.advance(10_000)
    agenda.catchUp()
    expect(fired).toBe(10)
  })

  test('catches up bit by bit with what plans itself again for years', async () => {
    const clock = new VirtualClock(0)
    const agenda = new Agenda(clock)
    let fired = 0
    const again = () => {
      fired++
      agenda.plan(60_000, again)
    }
    agenda.at(60_000, again)
    await clock.advance(60_000 * 1e9)
    agenda.catchUp()
    const once = fired
    agenda.catchUp()
    expect(once).toBeLessThan(100_000)
    expect(fired).toBe(2 * once)
  })
})
