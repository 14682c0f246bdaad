import { createRequire, syncBuiltinESMExports } from 'node:module'
import type { GuestTime } from './guest-time.ts'

/**
 * Puts virtual time behind `node:timers` and `node:timers/promises` too, which capture Node's own
 * timers; `time` must have been installed. Returns what puts the real one back.
 */
export function virtualTimerModules(time: GuestTime): () => void {
  const require = createRequire(import.meta.url)
  const timers = require('node:timers') as Record<string, unknown>
  const promises = require('node:timers/promises') as Record<string, unknown>
  const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis
  const wait = (ms: number, options?: Options) => sleep(ms, undefined, options)
  const scheduler = { wait, yield: promises['setImmediate'] }
  const undo = [
    replace(timers, { setTimeout, setInterval, clearTimeout, clearInterval }),
    replace(promises, { setTimeout: sleep, setInterval: ticks, scheduler }),
  ]
  syncBuiltinESMExports()
  return () => {
    for (const putBack of undo) putBack()
    syncBuiltinESMExports()
  }

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

function replace(module: Record<string, unknown>, members: Record<string, unknown>): () => void {
  const real = Object.fromEntries(Object.keys(members).map((name) => [name, module[name]]))
  Object.assign(module, members)
  return () => void Object.assign(module, real)
}
