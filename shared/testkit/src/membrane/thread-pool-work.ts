import type { createHook } from 'node:async_hooks'
import zlib from 'node:zlib'

/** How much work Node's thread pool has; virtual time waits for it. */
export interface ThreadPoolWork {
  readonly pending: number
}

/** Starts counting digests, file reads and the like, and what zlib's streams have under way. */
export function countThreadPoolWork(hook: typeof createHook): ThreadPoolWork {
  const requests = new Set<number>()
  let writes = 0
  const done = (asyncId: number) => void requests.delete(asyncId)
  hook({
    init: (asyncId, type) => {
      if (/REQUEST$|^FSREQ/.test(type)) requests.add(asyncId)
    },
    after: done,
    destroy: done,
    // Hooks on promises would slow all asynchronous code down.
    trackPromises: false,
  } as Parameters<typeof createHook>[0]).enable()
  watchZlib({ start: () => writes++, end: () => writes-- })
  return {
    get pending() {
      return requests.size + writes
    },
  }
}

/** zlib's handles live long and write often, so their writes are counted one by one. */
function watchZlib({ start, end }: { start(): void; end(): void }) {
  const handle = (zlib.createGunzip() as unknown as { _handle: object })._handle
  const prototype = Object.getPrototypeOf(handle) as {
    init(...args: unknown[]): unknown
    write(...args: unknown[]): unknown
  }
  const { init, write } = prototype
  prototype.write = function (...args) {
    start()
    return write.apply(this, args)
  }
  prototype.init = function (...args) {
    const position = args.findIndex((arg) => typeof arg === 'function')
    const callback = args[position] as (this: unknown, ...results: unknown[]) => unknown
    args[position] = function (this: unknown, ...results: unknown[]) {
      end()
      return callback.apply(this, results)
    }
    return init.apply(this, args)
  }
}
