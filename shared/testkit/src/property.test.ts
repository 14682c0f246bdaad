import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { holdsFor } from './property.ts'

describe('holdsFor', () => {
  test('draws the same data from the same seed and other data from another', async () => {
    const draw = async (seed: number) => {
      const drawn: number[] = []
      await holdsFor(seed)(fc.integer(), (value) => void drawn.push(value), { runs: 10 })
      return drawn
    }
    expect(await draw(17)).toEqual(await draw(17))
    expect(await draw(17)).not.toEqual(await draw(18))
    expect(await draw(17)).toHaveLength(10)
  })

  test('fails with the same, smallest counterexample whenever it is replayed', async () => {
    const fail = () =>
      holdsFor(17)(fc.nat(), (rows) => rows < 100).then(
        () => 'held',
        (error: Error) => error.message,
      )
    const message = await fail()
    expect(message).toContain('Counterexample: [100]')
    expect(message).toContain('seed: 17')
    expect(await fail()).toBe(message)
  })

  test.each([
    ['resolves to false', async () => false],
    ['answers false', () => false],
    ['rejects', () => Promise.reject(new Error('The totals differ'))],
  ])('fails for a predicate that %s', async (_, predicate) => {
    await expect(holdsFor(17)(fc.nat(), predicate)).rejects.toThrow('Property failed')
  })

  test('runs one value at a time', async () => {
    let running = 0
    let most = 0
    await holdsFor(17)(fc.nat(), async () => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
    })
    expect(most).toBe(1)
  })
})
