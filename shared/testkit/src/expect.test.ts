import { describe, expect as vitestExpect, test } from 'vitest'
import { assertAllAwaited, expect } from './expect.ts'
import { type PendingAssertion, runAs } from './running-check.ts'

const REFUSED = 'The check did not await an assertion on a promise'

describe('expect', () => {
  test('has the matchers of vitest, and `not`', () => {
    expect(3).toBe(3)
    expect(3).not.toBe(4)
    expect({ rows: 3, at: 1 }).toMatchObject({ rows: 3 })
    expect([1, 2]).toHaveLength(2)
    expect(() => {
      throw new RangeError('Too many rows')
    }).toThrow('Too many')
    vitestExpect(() => expect(3).toBe(4)).toThrow('expected 3 to be 4')
    vitestExpect(() => expect(3).not.toBe(3)).toThrow('expected 3 not to be 3')
  })

  test('starts a failure with the message it was given', () => {
    vitestExpect(() => expect(3, 'rows of the page').toBe(4)).toThrow(
      'rows of the page: expected 3 to be 4',
    )
  })

  test('has asymmetric matchers', () => {
    expect({ id: 17, name: 'ada', rows: [1, 2], share: 0.1 + 0.2, at: new Date() }).toEqual({
      id: expect.any(Number),
      name: expect.stringMatching(/^a/),
      rows: expect.arrayContaining([2]),
      share: expect.closeTo(0.3),
      at: expect.anything(),
    })
    vitestExpect(() => expect({ id: '17' }).toEqual({ id: expect.any(Number) })).toThrow()
    vitestExpect(() => expect.unreachable()).toThrow()
  })

  test('resolves and rejects, with `not` too', async () => {
    await expect(Promise.resolve(3)).resolves.toBe(3)
    await expect(Promise.resolve(3)).resolves.not.toBe(4)
    await expect(Promise.reject(new RangeError('Too many'))).rejects.toThrow('Too many')
    await expect(Promise.reject(new RangeError('Too many'))).rejects.not.toThrow('Too few')
  })

  test.each([
    ['a value that differs', () => expect(Promise.resolve(3)).resolves.toBe(4)],
    ['a rejection', () => expect(Promise.reject(new Error('No'))).resolves.toBe(3)],
    ['a value where an error is due', () => expect(Promise.resolve(3)).rejects.toThrow()],
    ['a value that must not be', () => expect(Promise.resolve(3)).resolves.not.toBe(3)],
  ])('fails on a promise for %s', async (_, assertion) => {
    const failure = Promise.resolve(assertion()).then(
      () => 'passed',
      () => 'failed',
    )
    vitestExpect(await failure).toBe('failed')
  })
})

describe('assertAllAwaited', () => {
  test.each<[string, () => unknown]>([
    ['resolves', () => expect(Promise.resolve(3)).resolves.toBe(3)],
    ['resolves.not', () => expect(Promise.resolve(3)).resolves.not.toBe(4)],
    ['rejects', () => expect(Promise.reject(new Error('No'))).rejects.toThrow()],
    ['an assertion that would fail', () => expect(Promise.resolve(3)).resolves.toBe(4)],
  ])('fails a check that does not await %s', async (_, start) => {
    vitestExpect(await outcomeOf(() => void start())).toBe(REFUSED)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['awaits', async () => await expect(Promise.resolve(3)).resolves.toBe(3)],
    ['returns', () => Promise.resolve(expect(Promise.resolve(3)).resolves.toBe(3))],
    ['awaits together', () => Promise.all([1, 2].map((n) => expect(later(n)).resolves.toBe(n)))],
    ['does without', async () => expect(3).toBe(3)],
  ])('passes a check that %s its assertions', async (_, body) => {
    vitestExpect(await outcomeOf(body)).toBe('passed')
  })

  test('leaves assertions outside of a check alone', async () => {
    await expect(Promise.resolve(3)).resolves.toBe(3)
    vitestExpect(() => assertAllAwaited(new Set())).not.toThrow()
  })
})

describe('what is not in the subset', () => {
  test('does not compile', () => {
    const refused = () => {
      // @ts-expect-error -- a snapshot is a file of the check, which no box has
      expect(3).toMatchSnapshot()
      // @ts-expect-error -- spies do not cross
      expect(() => {}).toHaveBeenCalled()
      // @ts-expect-error -- works inside a vitest worker only
      expect(3).toBeOneOf([3])
      // @ts-expect-error -- works inside a vitest worker only
      expect(3).toSatisfy(Number.isInteger)
      // @ts-expect-error -- extending works in one mode only
      expect.extend({})
      // @ts-expect-error -- soft failures belong to vitest's runner
      expect.soft(3)
      // @ts-expect-error -- polling is real time
      expect.poll(() => 3)
      // @ts-expect-error -- counting belongs to vitest's runner
      expect.assertions(1)
      const started = expect(Promise.resolve(3)).resolves.toBe(3)
      // @ts-expect-error -- what awaits an assertion is `await`
      void started.finally(() => {})
      // @ts-expect-error -- `not` stands behind `resolves`
      void expect(Promise.resolve(3)).not.resolves.toBe(4)
    }
    vitestExpect(refused).toBeTypeOf('function')
  })
})

/** How a check with this body ends. */
async function outcomeOf(body: () => unknown): Promise<string> {
  const assertions = new Set<PendingAssertion>()
  const check = { call: () => Promise.reject(new Error('No candidate here')), assertions }
  try {
    await runAs(check, body)
    assertAllAwaited(assertions)
    return 'passed'
  } catch (error) {
    return (error as Error).message
  }
}

async function later(value: number): Promise<number> {
  await Promise.resolve()
  return value
}
