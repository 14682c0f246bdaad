import { describe, expect, test } from 'vitest'
import { Tank } from './rate-limit.ts'

describe('Tank', () => {
  test('gives one second of its rate at once, and no more', () => {
    const tank = new Tank(3, 0)
    const given = Array.from({ length: 4 }, () => {
      const has = tank.has(1, 0)
      if (has) tank.take(1, 0)
      return has
    })
    expect(given).toEqual([true, true, true, false])
  })

  test('refills at its rate, up to its capacity', () => {
    const tank = new Tank(1000, 0)
    tank.take(1000, 0)
    expect(tank.has(1, 0)).toBe(false)
    expect(tank.has(250, 250)).toBe(true)
    expect(tank.has(251, 250)).toBe(false)
    expect(tank.has(1000, 60_000)).toBe(true)
    tank.take(1000, 60_000)
    expect(tank.has(1, 60_000)).toBe(false)
  })

  test('takes what is larger than itself when it is full, and pays for it afterwards', () => {
    const tank = new Tank(100, 0)
    expect(tank.has(1000, 0)).toBe(true)
    tank.take(1000, 0)
    expect(tank.has(1, 9000)).toBe(false)
    expect(tank.has(100, 9999)).toBe(false)
    expect(tank.has(100, 10_000)).toBe(true)
  })
})
