import { expect, test } from 'vitest'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { newAgenda } from './agenda.ts'

test('an agenda lives through what came due, in order, each at its own time', async () => {
  const clock = new VirtualClock(0)
  const agenda = newAgenda({ clock } as World)
  const seen: string[] = []
  const note = (name: string) => () => void seen.push(`${name} at ${agenda.now()}`)
  agenda.at(200, note('second'))
  agenda.at(100, () => {
    note('first')()
    agenda.at(150, note('added'))
  })
  agenda.at(120, note('cancelled'))()
  agenda.at(300, note('third'))
  await clock.advance(250)
  expect(seen).toEqual([])
  agenda.catchUp()
  expect(seen).toEqual(['first at 100', 'added at 150', 'second at 200'])
  expect(agenda.now()).toBe(250)
})

test('a schedule without end does not keep the clock moving', async () => {
  const clock = new VirtualClock(0)
  const agenda = newAgenda({ clock } as World)
  let fired = 0
  const again = () => {
    fired++
    agenda.at(agenda.now() + 1000, again)
  }
  agenda.at(1000, again)
  expect(clock.quiet).toBe(true)
  await clock.advance(10_000)
  agenda.catchUp()
  expect(fired).toBe(10)
})

test('what starts itself again for years is caught up with bit by bit', async () => {
  const clock = new VirtualClock(0)
  const agenda = newAgenda({ clock } as World)
  let fired = 0
  const again = () => {
    fired++
    agenda.at(agenda.now() + 60_000, again)
  }
  agenda.at(60_000, again)
  await clock.advance(60_000 * 1e9)
  agenda.catchUp()
  const once = fired
  agenda.catchUp()
  expect(once).toBeLessThan(100_000)
  expect(fired).toBe(2 * once)
})
