import { candidate, expect, test } from '@workshop/testkit'
import { assertAllAwaited, type Expect } from '@workshop/testkit/expect'
import { type PendingAssertion, runAs } from '@workshop/testkit/running-check'
import { MATCHER_CASES, type MatcherName } from './matcher-cases.ts'

// What a check may say with `expect`, in two modes: vitest runs this file in a worker of its own, and
// `both-modes.test.ts` has the engine run it in a process without vitest, as `grader grade` does.

const { OutOfStock, same, takeFrom } = candidate(() => import('./contract.ts'))

type AnyMatcher = Record<MatcherName, (...args: readonly unknown[]) => unknown>

for (const [name, matcher] of Object.entries(MATCHER_CASES) as [
  MatcherName,
  (typeof MATCHER_CASES)[MatcherName],
][]) {
  const { args, holds, fails, says, saysNegated } = matcher
  const { rejected = matcher } = matcher

  test(`${name} tells what holds from what does not, and says so`, async () => {
    const that = (actual: unknown) => expect(actual) as unknown as AnyMatcher
    const not = (actual: unknown) => expect(actual).not as unknown as AnyMatcher
    that(holds)[name](...args)
    not(fails)[name](...args)
    expect(await failureOf(() => that(fails)[name](...args))).toBe(says)
    expect(await failureOf(() => not(holds)[name](...args))).toBe(saysNegated)
  })

  test(`rejects.${name} does, too`, async () => {
    const that = (error: unknown) => expect(rejection(error)).rejects as unknown as AnyMatcher
    const not = (error: unknown) => expect(rejection(error)).rejects.not as unknown as AnyMatcher
    await that(rejected.holds)[name](...args)
    await not(rejected.fails)[name](...args)
    expect(await failureOf(() => that(rejected.fails)[name](...args))).toBe(rejected.says)
    expect(await failureOf(() => not(rejected.holds)[name](...args))).toBe(rejected.saysNegated)
  })

  // A function that a promise resolves to crosses no membrane; what throws it is a rejection.
  if (name === 'toThrow') continue

  test(`resolves.${name} does, too`, async () => {
    const that = (value: unknown) => expect(later(value)).resolves as unknown as AnyMatcher
    const not = (value: unknown) => expect(later(value)).resolves.not as unknown as AnyMatcher
    await that(holds)[name](...args)
    await not(fails)[name](...args)
    expect(await failureOf(() => that(fails)[name](...args))).toBe(says)
    expect(await failureOf(() => not(holds)[name](...args))).toBe(saysNegated)
  })
}

test('a failure begins with the message it was given, and carries both values', async () => {
  const failure = await errorOf(() => expect({ rows: 4 }, 'the page').toEqual({ rows: 3 }))
  expect(failure).toMatchObject({
    name: 'AssertionError',
    message: 'the page: expected { rows: 4 } to deeply equal { rows: 3 }',
    actual: { rows: 4 },
    expected: { rows: 3 },
  })
})

test('a promise that ends the other way fails the assertion', async () => {
  const refused = expect(rejection(new Error('No'))).resolves.toBe(3)
  expect(await failureOf(() => refused)).toBe('promise rejected "Error: No" instead of resolving')
  const passed = expect(later(3)).rejects.toThrow()
  expect(await failureOf(() => passed)).toBe('promise resolved "3" instead of rejecting')
})

test('an assertion on a promise wants a promise', async () => {
  expect(await failureOf(() => expect(3).resolves.toBe(3))).toMatch(/^You must provide a Promise/)
  expect(await failureOf(() => expect(3).rejects.toBe(3))).toMatch(/^You must provide a Promise/)
})

test('an assertion that the check did not await fails it', async () => {
  const left = () => void expect(later(3)).resolves.toBe(3)
  const awaited = async () => await expect(later(3)).resolves.toBe(3)
  expect(await outcomeOf(left)).toBe('The check did not await an assertion on a promise')
  expect(await outcomeOf(awaited)).toBe('passed')
})

/** What each asymmetric matcher takes, and what it does not; all of them, or this does not compile. */
const ASYMMETRIC: Record<
  Exclude<keyof Expect, 'unreachable'>,
  [matcher: unknown, takes: unknown, takesNot: unknown]
> = {
  any: [expect.any(Number), 17, '17'],
  anything: [expect.anything(), 0, null],
  arrayContaining: [expect.arrayContaining([2]), [1, 2], [1]],
  closeTo: [expect.closeTo(0.3, 5), 0.1 + 0.2, 0.31],
  objectContaining: [expect.objectContaining({ id: 1 }), { id: 1, at: 2 }, { id: 2 }],
  stringContaining: [expect.stringContaining('b'), 'abc', 'acd'],
  stringMatching: [expect.stringMatching(/^b/), 'bc', 'ab'],
}

for (const [name, [matcher, takes, takesNot]] of Object.entries(ASYMMETRIC)) {
  test(`${name} stands for a value inside of others`, async () => {
    expect({ page: [takes] }).toEqual({ page: [matcher] })
    expect({ page: [takesNot] }).not.toEqual({ page: [matcher] })
    expect({ value: takes, rest: 1 }).toMatchObject({ value: matcher })
    expect({ value: takesNot }).not.toMatchObject({ value: matcher })
    expect({ value: takes }).toStrictEqual({ value: matcher })
    expect([takes]).toContainEqual(matcher)
    expect([takesNot]).not.toContainEqual(matcher)
    expect({ value: takes }).toHaveProperty('value', matcher)
    await expect(later({ value: takes })).resolves.toEqual({ value: matcher })
    expect(await failureOf(() => expect([takesNot]).toEqual([matcher]))).toMatch(
      /^expected \[.*\] to deeply equal \[.*\]$/,
    )
  })
}

test('what must not be reached fails where it is', async () => {
  expect(await failureOf(() => expect.unreachable('no refusal'))).toBe(
    'expected "no refusal" not to be reached',
  )
})

test('what crossed the membrane is compared like what did not', async () => {
  const page = { at: new Date(5), rows: new Map([['a', new Set([1n])]]), bytes: Uint8Array.of(1) }
  await expect(same(page)).resolves.toStrictEqual(page)
  await expect(same(page)).resolves.not.toEqual({ ...page, bytes: Uint8Array.of(2) })
  await expect(same(page)).resolves.toMatchObject({ at: expect.any(Date) })
  expect(await same([0])).not.toEqual([-0])
  expect(await same({ next: undefined })).not.toStrictEqual({})
})

test('errors that crossed the membrane are told apart by class and message', async () => {
  await expect(takeFrom('lamp')).rejects.toThrow(OutOfStock)
  await expect(takeFrom('lamp')).rejects.toBeInstanceOf(OutOfStock)
  await expect(takeFrom('lamp')).rejects.not.toThrow(RangeError)
  await expect(takeFrom('lamp')).rejects.toThrow(/"lamp" is out/)
  await expect(takeFrom('lamp')).rejects.toMatchObject({ sku: expect.stringContaining('lamp') })
  expect(await failureOf(() => expect(takeFrom('lamp')).resolves.toBe(3))).toBe(
    'promise rejected "OutOfStock: "lamp" is out of stock { sku: \'…\' }" instead of resolving',
  )
})

async function later(value: unknown): Promise<unknown> {
  await Promise.resolve()
  return value
}

function rejection(error: unknown): Promise<never> {
  // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what a candidate may do
  return Promise.reject(error)
}

/** What an assertion throws; undefined where it passes. */
async function errorOf(assertion: () => unknown): Promise<unknown> {
  try {
    await assertion()
    return undefined
  } catch (error) {
    return error
  }
}

async function failureOf(assertion: () => unknown): Promise<string> {
  const error = await errorOf(assertion)
  return error instanceof Error ? error.message : 'passed'
}

/** How a check with this body ends. */
async function outcomeOf(body: () => unknown): Promise<string> {
  const assertions = new Set<PendingAssertion>()
  const check = { call: () => Promise.reject(new Error('No candidate here')), assertions }
  return failureOf(async () => {
    await runAs(check, body)
    assertAllAwaited(assertions)
  })
}
