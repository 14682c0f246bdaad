import { crossedClasses } from './membrane/crossed-error.ts'
import { runningCheck } from './running-check.ts'

/** A value after it crossed the membrane: a copy; an object of methods has become a handle. */
export type Crossed<T> =
  T extends AsyncIterable<infer Item>
    ? AsyncIterableIterator<Item>
    : T extends Data
      ? T
      : {
          [Member in keyof T]: T[Member] extends AnyFunction ? RemoteFunction<T[Member]> : T[Member]
        }

type Data =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | readonly unknown[]
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>

type AnyFunction = (...args: never[]) => unknown

/** What a call resolves to; where it is an async iterable, the promise can be iterated itself. */
export type RemoteResult<T> =
  T extends AsyncIterable<infer Item>
    ? Promise<AsyncIterableIterator<Item>> & AsyncIterable<Item>
    : Promise<Crossed<T>>

/** A function of the candidate as a check sees it: always asynchronous, arguments are copied. */
export type RemoteFunction<F> = F extends (...args: infer Args) => infer Result
  ? (...args: Args) => RemoteResult<Awaited<Result>>
  : never

/** A candidate as a check sees it. Exported error classes serve `toBeInstanceOf`. */
export type Candidate<Module> = {
  [Name in keyof Module]: Module[Name] extends abstract new (...args: never[]) => infer Instance
    ? abstract new () => Instance
    : RemoteFunction<Module[Name]>
}

/**
 * The candidate under test, typed by the exercise's stub. Every function is asynchronous, whatever
 * the stub says, because it may live in another process.
 *
 * ```ts
 * const { claimUsername } = candidate(() => import('../claim-username.ts'))
 * ```
 */
export function candidate<Module extends object>(load: () => Promise<Module>): Candidate<Module> {
  return new Proxy({} as Candidate<Module>, {
    get: (_, name) => {
      // A `then` would make the candidate itself look like a promise.
      if (typeof name !== 'string' || name === 'then') return undefined
      return /^[A-Z]/.test(name) ? errorClass(name) : remoteFunction(load, name)
    },
  })
}

function remoteFunction(load: () => Promise<object>, name: string) {
  return (...args: unknown[]) => {
    const result = runningCheck().call(load, name, args)
    // A check may await it later, or never; until then its failure must not end the process.
    result.catch(() => {})
    return Object.assign(result, {
      async *[Symbol.asyncIterator]() {
        yield* (await result) as AsyncIterable<unknown>
      },
    })
  }
}

/** Stands for an error class of the candidate: what crossed remembers the names of its classes. */
function errorClass(name: string) {
  const StandIn = class extends Error {
    static override [Symbol.hasInstance](value: unknown): boolean {
      return crossedClasses(value).includes(name)
    }
  }
  Object.defineProperty(StandIn, 'name', { value: name })
  return StandIn
}
