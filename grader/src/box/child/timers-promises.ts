import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { GuestTime } from '@workshop/testkit/membrane/guest-time'

/**
 * Puts virtual time behind `node:timers` and `node:timers/promises` too, which capture Node's own
 * timers; `time` must have been installed.
 */
export function virtualTimersPromises(time: GuestTime): void {
  const require = createRequire(import.meta.url)
  const timers = require('node:timers') as Record<string, unknown>
  const promises = require('node:timers/promises') as Record<string, unknown>
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
  Object.assign(timers, { setTimeout, setInterval, clearTimeout, clearInterval })
  promises['setTimeout'] = sleep
  promises['setInterval'] = ticks
  promises['scheduler'] = {
    wait: (ms: number, options?: Options) => sleep(ms, undefined, options),
    yield: promises['setImmediate'],
  }
  syncBuiltinESMExports()

  function sleep<T>(ms?: number, value?: T, options: Options = {}): Promise<T | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<T | undefined>()
    const { signal } = options
    const abort = () => {
      clearTimeout(timer)
      reject(
        Object.assign(new Error('The operation was aborted'), {
          name: 'AbortError',
          code: 'ABORT_ERR',
          cause: signal?.reason,
        }),
      )
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort)
      resolve(value)
    }, ms)
    if (signal?.aborted) abort()
    else signal?.addEventListener('abort', abort, { once: true })
    return promise
  }

  async function* ticks<T>(ms?: number, value?: T, options?: Options) {
    let next = time.now() + Number(ms)
    for (;;) {
      await sleep(Math.max(0, next - time.now()), undefined, options)
      next += Number(ms)
      yield value
    }
  }
}

interface Options {
  signal?: AbortSignal
}
