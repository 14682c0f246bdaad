import { describe, expect, test } from 'vitest'
import { END_OF_TIME } from '../clock.ts'
import { WallClock } from './wall-clock.ts'

describe('WallClock', () => {
  test('shows real time, and more once it was moved ahead', async () => {
    let real = 1_000
    const clock = new WallClock({ realNow: () => real, start: 1_000 })
    real = 1_500
    expect(clock.now()).toBe(1_500)
    await clock.catchUp()
    expect(clock.virtual.now()).toBe(1_500)
    clock.ahead += 60_000
    await clock.catchUp()
    expect(clock.virtual.now()).toBe(61_500)
  })

  test('never goes back, even where real time does', async () => {
    let real = 5_000
    const clock = new WallClock({ realNow: () => real, start: 5_000 })
    real = 1_000
    await clock.catchUp()
    expect(clock.virtual.now()).toBe(5_000)
    expect(clock.now()).toBe(5_000)
  })

  test('stands still until it catches up, whoever waits', async () => {
    let real = 0
    const clock = new WallClock({ realNow: () => real, start: 0 })
    const fired: [what: string, at: number][] = []
    clock.virtual.setTimer(300, () => fired.push(['late', clock.virtual.now()]))
    clock.virtual.setTimer(100, () => fired.push(['early', clock.virtual.now()]))
    clock.virtual.setTimer(900, () => fired.push(['never', clock.virtual.now()]))
    await clock.catchUp()
    expect(fired).toEqual([])
    real = 500
    await Promise.all([clock.catchUp(), clock.catchUp()])
    expect(fired).toEqual([
      ['early', 100],
      ['late', 300],
    ])
    expect(clock.virtual.now()).toBe(500)
  })

  test('stops at the end of time', async () => {
    const clock = new WallClock({ realNow: () => 0, start: 0 })
    clock.ahead = Number.MAX_SAFE_INTEGER
    await clock.catchUp()
    expect(clock.virtual.now()).toBe(END_OF_TIME)
  })
})
