import { type Assertion, expect as vitestExpect } from 'vitest'
import { maybeRunningCheck, type PendingAssertion } from './running-check.ts'

/**
 * The matchers that mean the same inside vitest and inside the grader. `toBeOneOf` and `toSatisfy`
 * are none: they ask for the state of a vitest worker.
 */
type MatcherName =
  | 'toBe'
  | 'toBeCloseTo'
  | 'toBeDefined'
  | 'toBeFalsy'
  | 'toBeGreaterThan'
  | 'toBeGreaterThanOrEqual'
  | 'toBeInstanceOf'
  | 'toBeLessThan'
  | 'toBeLessThanOrEqual'
  | 'toBeNaN'
  | 'toBeNull'
  | 'toBeTruthy'
  | 'toBeTypeOf'
  | 'toBeUndefined'
  | 'toContain'
  | 'toContainEqual'
  | 'toEqual'
  | 'toHaveLength'
  | 'toHaveProperty'
  | 'toMatch'
  | 'toMatchObject'
  | 'toStrictEqual'
  | 'toThrow'

type Matchers<T> = Pick<Assertion<void, T>, MatcherName>

type AsyncMatchers = {
  [Name in MatcherName]: (...args: Parameters<Assertion<void>[Name]>) => PromiseLike<void>
}

type Negatable<T> = T & { not: T }

/** What `expect(value)` offers to a check. */
export type Expectation<T> = Negatable<Matchers<T>> & {
  resolves: Negatable<AsyncMatchers>
  rejects: Negatable<AsyncMatchers>
}

/** vitest's `expect`, as far as it means the same in both modes; the rest does not compile. */
export interface Expect extends Pick<
  typeof vitestExpect,
  | 'any'
  | 'anything'
  | 'arrayContaining'
  | 'closeTo'
  | 'objectContaining'
  | 'stringContaining'
  | 'stringMatching'
  | 'unreachable'
> {
  <T>(actual: T, message?: string): Expectation<T>
}

/** vitest's own assertions; one on a promise that a check does not await fails that check. */
export const expect: Expect = Object.assign(
  <T>(actual: T, message?: string) =>
    watched(vitestExpect(actual, message)) as unknown as Expectation<T>,
  {
    any: vitestExpect.any,
    anything: vitestExpect.anything,
    arrayContaining: vitestExpect.arrayContaining,
    closeTo: vitestExpect.closeTo,
    objectContaining: vitestExpect.objectContaining,
    stringContaining: vitestExpect.stringContaining,
    stringMatching: vitestExpect.stringMatching,
    unreachable: vitestExpect.unreachable,
  },
)

/** Throws if the running check started an assertion that it did not await. */
export function assertAllAwaited(assertions: ReadonlySet<PendingAssertion>): void {
  if ([...assertions].some(({ awaited }) => !awaited)) {
    throw new Error('The check did not await an assertion on a promise')
  }
}

function watched(assertion: object): object {
  return new Proxy(assertion, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return name === 'resolves' || name === 'rejects' ? watchedAsync(member as object) : member
    },
  })
}

function watchedAsync(assertion: object): object {
  return new Proxy(assertion, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (name === 'not') return watchedAsync(member as object)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) => watchedPromise(member.apply(target, args) as Promise<void>)
    },
  })
}

function watchedPromise(promise: Promise<void>): PromiseLike<void> {
  const pending: PendingAssertion = { awaited: false }
  maybeRunningCheck()?.assertions.add(pending)
  promise.then(undefined, () => {})
  // oxlint-disable-next-line unicorn/no-thenable -- to see whether somebody awaits it
  return { then: (onValue, onError) => ((pending.awaited = true), promise.then(onValue, onError)) }
}
