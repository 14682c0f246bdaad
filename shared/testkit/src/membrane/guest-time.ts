/** What a guest's timers need from the channel: the host's clock decides when they fire. */
export interface TimerChannel {
  start(timer: number, ms: number): void
  cancel(timer: number): void
}

/**
 * The guest's view of virtual time: `setTimeout`, `setInterval` and `Date` run on the host's clock,
 * which every frame from the host keeps in step.
 */
export class GuestTime {
  #now = 0
  #next = 1
  #timers = new Map<number, () => void>()
  readonly #channel: TimerChannel
  readonly #RealDate = Date
  readonly #setImmediate = setImmediate
  readonly #clearImmediate = clearImmediate
  #immediates = new Set<unknown>()

  constructor(channel: TimerChannel) {
    this.#channel = channel
  }

  /** Milliseconds since 1970, on the host's clock. */
  readonly now = (): number => this.#now

  /** Takes over the host's time, as a frame said it. */
  set(now: number): void {
    this.#now = now
  }

  /** Runs the callback of a timer that the host says is due. */
  fire(timer: number): void {
    const callback = this.#timers.get(timer)
    this.#timers.delete(timer)
    callback?.()
  }

  /** Forgets every timer: what an earlier check left behind never fires. */
  clear(): void {
    this.#timers.clear()
    this.#immediates.clear()
  }

  /** True while a timer is set. */
  get isAwaited(): boolean {
    return this.#timers.size > 0
  }

  /** True while a callback of `setImmediate` is yet to run: work that needs no time to pass. */
  get busy(): boolean {
    return this.#immediates.size > 0
  }

  /** Puts virtual time in place of the real one; returns what puts the real one back. */
  install(target: typeof globalThis): () => void {
    const globals = this.#globals()
    const saved = Object.keys(globals).map(
      (name) => [name, Object.getOwnPropertyDescriptor(target, name)!] as const,
    )
    for (const [name, value] of Object.entries(globals)) {
      Object.defineProperty(target, name, { value, configurable: true, writable: true })
    }
    return () => {
      for (const [name, descriptor] of saved) Object.defineProperty(target, name, descriptor)
    }
  }

  #globals() {
    return {
      setTimeout: (callback: Callback, ms?: number, ...args: unknown[]) =>
        this.#start(Number(ms) || 0, () => callback(...args)),
      setInterval: (callback: Callback, ms?: number, ...args: unknown[]) =>
        this.#repeat(Math.max(1, Number(ms) || 0), () => callback(...args)),
      clearTimeout: (handle: unknown) => this.#cancel(handle),
      clearInterval: (handle: unknown) => this.#cancel(handle),
      setImmediate: (callback: Callback, ...args: unknown[]) => this.#soon(callback, args),
      clearImmediate: (handle: NodeJS.Immediate) => {
        this.#immediates.delete(handle)
        this.#clearImmediate(handle)
      },
      Date: this.#virtualDate(),
    }
  }

  #soon(callback: Callback, args: unknown[]): NodeJS.Immediate {
    const handle = this.#setImmediate(() => {
      this.#immediates.delete(handle)
      callback(...args)
    })
    this.#immediates.add(handle)
    return handle
  }

  #start(ms: number, callback: () => void): Timer {
    const timer = new Timer(this.#next++, (handle) => {
      this.#cancel(handle)
      this.#arm(handle.id, ms, callback)
    })
    this.#arm(timer.id, ms, callback)
    return timer
  }

  #repeat(ms: number, callback: () => void): Timer {
    const timer = this.#start(ms, tick)
    const arm = () => this.#arm(timer.id, ms, tick)
    return timer

    function tick() {
      arm()
      callback()
    }
  }

  #arm(id: number, ms: number, callback: () => void) {
    this.#timers.set(id, callback)
    this.#channel.start(id, ms)
  }

  #cancel(handle: unknown) {
    const id = handle instanceof Timer ? handle.id : Number(handle)
    if (this.#timers.delete(id)) this.#channel.cancel(id)
  }

  #virtualDate(): DateConstructor {
    const now = this.now
    const Real = this.#RealDate
    const VirtualDate = function (this: unknown, ...args: number[]) {
      if (!new.target) return new Real(now()).toString()
      return Reflect.construct(Real, args.length === 0 ? [now()] : args, new.target)
    }
    VirtualDate.prototype = Real.prototype
    Object.setPrototypeOf(VirtualDate, Real)
    Object.defineProperties(VirtualDate, {
      now: { value: now, configurable: true, writable: true },
      name: { value: 'Date' },
      length: { value: 7 },
    })
    return VirtualDate as unknown as DateConstructor
  }
}

type Callback = (...args: unknown[]) => void

/** What `setTimeout` returns: like Node's, it also stands for its number. */
class Timer {
  readonly id: number
  readonly #restart: (timer: Timer) => void

  constructor(id: number, restart: (timer: Timer) => void) {
    this.id = id
    this.#restart = restart
  }

  ref(): this {
    return this
  }

  unref(): this {
    return this
  }

  hasRef(): boolean {
    return true
  }

  refresh(): this {
    this.#restart(this)
    return this
  }

  [Symbol.toPrimitive](): number {
    return this.id
  }
}
