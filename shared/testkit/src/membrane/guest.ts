// One file, the mirror of host.ts: every message it takes, and every value it rebuilds.
import type { AwsCall, AwsHandler } from '@workshop/aws/intercept'
import { decode, id, list, text, type DecodeLimits } from './decode.ts'
import { rebuildError, type ClassLookup } from './crossed-error.ts'
import { encode, Uncrossable, type Encoded } from './encode.ts'
import { FrameReader, ProtocolError, UNLIMITED, writeFrame, type Message } from './frames.ts'
import { GuestTime } from './guest-time.ts'
import { seededRandom } from './seeded-random.ts'

/** The side of the membrane where the candidate lives. It trusts the host, not the other way. */
export interface GuestOptions {
  /** Sends one frame to the host. */
  send(frame: Uint8Array): void
  /** Sends one frame and waits, blocking, for the frame that answers it. */
  sendBlocking(frame: Uint8Array): Uint8Array
  /** Loads the candidate of an exercise, where it is not there from the start. */
  load?(exercise: string, files: unknown): Promise<unknown>
  /** Finds what the candidate of an exercise exports under a name. */
  exported(exercise: string, name: string): unknown
  /** Finds a class of the SDK packages at hand. */
  sdkClass: ClassLookup
  /** Makes a real SDK client of the named class whose calls go to `handler`. */
  makeClient(className: string, config: object, handler: AwsHandler): object
  /** True while work runs that is neither a frame nor a timer: a digest, a file, an inflate. */
  busy(): boolean
}

const FROM_HOST: DecodeLimits = { depth: 200, parts: Infinity, text: 512 << 20 }

/** Answers the host's calls by calling the candidate, and carries its requests to the host. */
export class Guest {
  readonly time: GuestTime
  readonly #options: GuestOptions
  readonly #reader: FrameReader
  #session = 0
  #received = 0
  #idleReported = -1
  #idleCheckPlanned = false
  #awaitsAnswer = false
  /** Calls of the host that are not answered yet. */
  #unanswered = 0
  #nextId = 1
  #pending = new Map<number, Pending>()
  #live = new Map<number, unknown>()
  #liveIds = new Map<unknown, number>()
  #clients = new Map<number, object>()
  #callbacks = new Map<number, unknown>()
  #signals = new Map<number, AbortController>()

  constructor(options: GuestOptions) {
    this.#options = options
    this.#reader = new FrameReader(UNLIMITED, (message, attachments) => {
      this.#received++
      this.#onMessage(message, attachments)
      this.#planIdleCheck()
    })
    this.time = new GuestTime({
      start: (timer, ms) => this.#post({ t: 'timer', timer, ms: Number.isFinite(ms) ? ms : 0 }),
      cancel: (timer) => this.#post({ t: 'clear', timer }),
    })
  }

  /** Takes the next bytes from the host. */
  receive(chunk: Uint8Array): void {
    this.#reader.push(chunk)
  }

  /** Carries an AWS call to the host's gateway; for clients the candidate made by itself. */
  readonly aws = (call: AwsCall): Promise<object> => this.#aws(call, null)

  /** Tells the host that everything is loaded. */
  ready(): void {
    this.#post({ t: 'ready' })
  }

  /** Tells the host something worth knowing about the candidate, such as an unhandled rejection. */
  note(kind: string, about: unknown): void {
    const words = about instanceof Error ? (about.stack ?? about.message) : String(about)
    this.#post({ t: 'note', kind, text: words.slice(0, 1_000) })
  }

  #onMessage(message: Message, attachments: Uint8Array<ArrayBuffer>[]) {
    this.time.set(message['now'] as number)
    switch (message.t) {
      case 'begin':
        return this.#begin(message['s'] as number)
      case 'end':
        return this.#begin(0)
      case 'load': {
        const files = this.#decode(message['files'], attachments)
        return void this.#answer(message, async () => {
          await this.#options.load?.(text(message['exercise']), files)
        })
      }
      case 'call':
      case 'method':
        return void this.#answer(message, async () => {
          const args = list(message['args']).map((arg) => this.#decode(arg, attachments))
          return this.#invoke(message, args)
        })
      case 'pull':
        return void this.#answer(message, () => this.#pull(id(message['ref'])))
      case 'drop':
        return void this.#answer(message, () => this.#drop(id(message['ref'])))
      case 'fire':
        return this.time.fire(id(message['timer']))
      case 'abort':
        return this.#signals
          .get(id(message['signal']))
          ?.abort(this.#decode(message['reason'], attachments))
      case 'ok':
      case 'fail':
        return this.#settle(message, attachments)
      default:
        throw new ProtocolError(`The host sent an unknown message "${message.t}"`)
    }
  }

  #begin(session: number) {
    this.#session = session
    this.#unanswered = 0
    this.time.clear()
    for (const state of [this.#pending, this.#live, this.#liveIds, this.#clients]) state.clear()
    this.#callbacks.clear()
    this.#signals.clear()
  }

  async #answer(message: Message, work: () => Promise<unknown>) {
    const session = this.#session
    const attachments: Uint8Array[] = []
    let reply: Message
    this.#unanswered++
    try {
      const value = await work()
      reply = { t: 'ok', id: message['id'], value: this.#encodeResult(value, attachments) }
    } catch (error) {
      attachments.length = 0
      reply = { t: 'fail', id: message['id'], error: this.#encodeThrown(error, attachments) }
    }
    if (session !== this.#session) return
    this.#unanswered--
    this.#post(reply, attachments)
    // The host takes the last answer for a report: nobody works on, and no timer is set.
    if (this.#unanswered === 0 && !this.time.isAwaited) this.#idleReported = this.#received
    this.#planIdleCheck()
  }

  async #invoke(message: Message, args: unknown[]): Promise<unknown> {
    const name = text(message['name'])
    if (message.t === 'method') {
      const handle = this.#live.get(id(message['ref'])) as Record<string, unknown>
      return (handle[name] as Callable).apply(handle, args)
    }
    const exported = this.#options.exported(text(message['exercise']), name)
    if (typeof exported !== 'function') {
      throw new TypeError(`The file does not export a function named "${name}"`)
    }
    return (exported as Callable)(...args)
  }

  async #pull(ref: number): Promise<unknown> {
    const iterator = this.#live.get(ref) as AsyncIterator<unknown>
    const { done, value } = await iterator.next()
    return { done: Boolean(done), value }
  }

  /** Ends a stream, as leaving a loop over it does: what its `finally` throws is thrown there. */
  async #drop(ref: number): Promise<undefined> {
    const iterator = this.#live.get(ref) as AsyncIterator<unknown> | undefined
    this.#live.delete(ref)
    await iterator?.return?.()
  }

  #settle(message: Message, attachments: Uint8Array<ArrayBuffer>[]) {
    const pending = this.#pending.get(id(message['id']))
    this.#pending.delete(id(message['id']))
    if (message.t === 'ok') pending?.resolve(this.#decode(message['value'], attachments))
    else pending?.reject(this.#decode(message['error'], attachments))
  }

  #request(message: Message, attachments: Uint8Array[] = []): Promise<unknown> {
    const pending = { ...Promise.withResolvers<unknown>(), isCallback: message.t === 'callback' }
    const requestId = this.#nextId++
    this.#pending.set(requestId, pending)
    this.#post({ ...message, id: requestId }, attachments)
    return pending.promise
  }

  #post(message: Message, attachments: Uint8Array[] = []) {
    this.#options.send(writeFrame({ ...message, s: this.#session }, attachments))
  }

  async #aws(call: AwsCall, client: number | null): Promise<object> {
    const attachments: Uint8Array[] = []
    const input = encode(call.input, { attachments, stacks: true, special: () => undefined })
    const { clientName, operation } = call
    const request = this.#request({ t: 'aws', client, clientName, operation, input }, attachments)
    return (await abortable(request, call.signal)) as object
  }

  // --- values ---------------------------------------------------------------------------------

  #decode(value: unknown, attachments: Uint8Array<ArrayBuffer>[]): unknown {
    return decode(value, {
      attachments,
      limits: FROM_HOST,
      tally: { parts: 0 },
      error: (error) => rebuildError(error, this.#options.sdkClass),
      special: (tag, inside) => this.#rebuild(tag, inside),
    })
  }

  #rebuild(tag: { $: string; [member: string]: unknown }, inside: (v: unknown) => unknown) {
    switch (tag.$) {
      case 'now':
        return this.time.now
      case 'random':
        return this.#once(this.#callbacks, id(tag['id']), () => seededRandom(id(tag['seed'])))
      case 'callback':
        return this.#once(this.#callbacks, id(tag['id']), () => this.#callback(id(tag['id'])))
      case 'sync':
        return this.#once(this.#callbacks, id(tag['id']), () => this.#syncCallback(id(tag['id'])))
      case 'source':
        return this.#source(id(tag['id']))
      case 'stream':
        return this.#stream(id(tag['id']))
      case 'signal':
        return this.#signal(id(tag['id']), tag, inside)
      case 'client':
        return this.#once(this.#clients, id(tag['id']), () => {
          const handler = (call: AwsCall) => this.#aws(call, id(tag['id']))
          return this.#options.makeClient(
            text(tag['name']),
            inside(tag['config']) as object,
            handler,
          )
        })
      default:
        throw new ProtocolError(`The host sent an unknown kind of value "${tag.$}"`)
    }
  }

  #once<T>(known: Map<number, T>, key: number, make: () => T): T {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }

  #callback(fn: number) {
    return (...args: unknown[]): Promise<unknown> => {
      const attachments: Uint8Array[] = []
      const encoded = args.map((arg) => this.#encodeArgument(arg, attachments))
      const result = this.#request({ t: 'callback', fn, args: encoded }, attachments)
      // Nobody has to wait for `log.info(…)`; a failure nobody waits for is not a crash.
      result.catch(() => {})
      return result
    }
  }

  #syncCallback(fn: number) {
    return (...args: unknown[]): unknown => {
      const attachments: Uint8Array[] = []
      const encoded = args.map((arg) => this.#encodeArgument(arg, attachments))
      const frame = writeFrame({ t: 'sync', fn, args: encoded, s: this.#session }, attachments)
      let answer: { message: Message; attachments: Uint8Array<ArrayBuffer>[] } | undefined
      const reader = new FrameReader(UNLIMITED, (message, bytes) => {
        answer = { message, attachments: bytes }
      })
      reader.push(this.#options.sendBlocking(frame))
      if (!answer) throw new ProtocolError('The host did not answer a blocking call')
      if (answer.message.t === 'ok')
        return this.#decode(answer.message['value'], answer.attachments)
      throw this.#decode(answer.message['error'], answer.attachments)
    }
  }

  #source(source: number): AsyncIterableIterator<unknown> {
    const request = (message: Message) => this.#request(message)
    const post = (message: Message) => this.#post(message)
    let done = false
    return {
      async next() {
        if (done) return { done, value: undefined }
        try {
          const step = (await request({ t: 'pull', source })) as IteratorResult<unknown>
          done = step.done === true
          return step
        } catch (error) {
          done = true
          throw error
        }
      },
      async return() {
        if (!done) post({ t: 'drop', source })
        done = true
        return { done, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  /** A source whose items come in batches. Each request for an item waits for the one before it. */
  async *#stream(source: number): AsyncGenerator<unknown> {
    let isOver = false
    try {
      while (!isOver) {
        const batch = (await this.#request({ t: 'pull', source })) as IteratorResult<unknown>
        isOver = batch.done === true
        yield* batch.value as unknown[]
      }
    } finally {
      if (!isOver) this.#post({ t: 'drop', source })
    }
  }

  #signal(signal: number, tag: Record<string, unknown>, inside: (v: unknown) => unknown) {
    const controller = this.#once(this.#signals, signal, () => new AbortController())
    if (tag['aborted'] === true) controller.abort(inside(tag['reason']))
    return controller.signal
  }

  #encodeArgument(value: unknown, attachments: Uint8Array[]): Encoded {
    const special = (member: object) => this.#iterable(member)
    return encode(value, { attachments, stacks: true, special })
  }

  /** An object of methods at the top of a result crosses as a handle; deeper, functions do not. */
  #encodeResult(value: unknown, attachments: Uint8Array[]): Encoded {
    const special = (member: object, path: string) =>
      this.#iterable(member) ??
      (member === value ? this.#handle(member, path, attachments) : undefined)
    return encode(value, { attachments, stacks: true, special })
  }

  #encodeThrown(error: unknown, attachments: Uint8Array[]): Encoded {
    const context = { attachments, stacks: true, special: dropFunctions }
    if (error instanceof Error) return encode(error, context)
    const shown = typeof error === 'string' ? JSON.stringify(error.slice(0, 100)) : typeof error
    const wrapped = new Error(`The function threw ${error === null ? 'null' : shown}, not an Error`)
    wrapped.name = 'NonErrorThrown'
    return encode(wrapped, context)
  }

  #iterable(value: object): Encoded | undefined {
    const iterable = value as Partial<AsyncIterable<unknown>>
    if (typeof value === 'function' || typeof iterable[Symbol.asyncIterator] !== 'function') return
    return { $: 'iterator', id: this.#keep(value, () => iterable[Symbol.asyncIterator]!()) }
  }

  #handle(value: object, path: string, attachments: Uint8Array[]): Encoded | undefined {
    if (typeof value === 'function') throw new Uncrossable(`A function cannot be copied: ${path}`)
    const methods = methodNames(value)
    if (methods.length === 0) return undefined
    const data = Object.entries(value).filter(([, member]) => typeof member !== 'function')
    const members = data.map(([key, member]) => [key, this.#encodeArgument(member, attachments)])
    return { $: 'handle', id: this.#keep(value, () => value), methods, data: members }
  }

  #keep(key: object, make: () => unknown): number {
    const known = this.#liveIds.get(key)
    if (known !== undefined) return known
    const liveId = this.#nextId++
    this.#live.set(liveId, make())
    this.#liveIds.set(key, liveId)
    return liveId
  }

  // --- quiet ----------------------------------------------------------------------------------

  #planIdleCheck() {
    if (this.#idleCheckPlanned || this.#session === 0) return
    this.#idleCheckPlanned = true
    // Two turns: what a message set going gets to run first, and so does what that starts.
    realSetImmediate(() => realSetImmediate(() => this.#checkIdle()))
  }

  #checkIdle() {
    this.#idleCheckPlanned = false
    if (this.#session === 0 || this.#idleReported === this.#received) return
    if (this.#options.busy() || this.time.busy) {
      this.#idleCheckPlanned = true
      realSetImmediate(() => this.#checkIdle())
    } else if (this.#isAnsweredSoon()) {
      this.#awaitAnswer()
    } else {
      this.#reportIdle()
    }
  }

  /** An item or an AWS call is mostly answered at once; a callback may be a sleep. */
  #isAnsweredSoon(): boolean {
    return this.#pending.size > 0 && this.#pending.values().every(({ isCallback }) => !isCallback)
  }

  /** Of a wait that ends at once nobody needs to hear. */
  #awaitAnswer() {
    if (this.#awaitsAnswer) return
    this.#awaitsAnswer = true
    const session = this.#session
    const received = this.#received
    realSetTimeout(() => {
      this.#awaitsAnswer = false
      const isStill = session === this.#session && received === this.#received
      if (isStill && !this.#options.busy() && !this.time.busy) this.#reportIdle()
      else this.#planIdleCheck()
    }, ANSWER_MS)
  }

  #reportIdle() {
    this.#idleReported = this.#received
    this.#post({ t: 'idle', received: this.#received })
  }
}

/** Real milliseconds in which an answer mostly comes. */
const ANSWER_MS = 1

interface Pending extends PromiseWithResolvers<unknown> {
  isCallback: boolean
}

type Callable = (...args: unknown[]) => unknown

const realSetImmediate = setImmediate
const realSetTimeout = setTimeout

function methodNames(value: object): string[] {
  const isPlain = [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)
  const owner = isPlain ? value : (Object.getPrototypeOf(value) as object)
  const names = new Set([
    ...Object.keys(value),
    ...(isPlain ? [] : Object.getOwnPropertyNames(owner)),
  ])
  names.delete('constructor')
  if (value instanceof Date || value instanceof Map || value instanceof Set) return []
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return []
  if (Array.isArray(value) || value instanceof Error || value instanceof URL) return []
  return [...names].filter((name) => {
    const descriptor =
      Object.getOwnPropertyDescriptor(value, name) ?? Object.getOwnPropertyDescriptor(owner, name)
    return typeof descriptor?.value === 'function'
  })
}

function dropFunctions(value: object): Encoded | undefined {
  return typeof value === 'function' ? { $: 'undefined' } : undefined
}

function abortable<T>(request: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return request
  const aborted = Promise.withResolvers<never>()
  const onAbort = () =>
    aborted.reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }))
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  request.catch(() => {})
  return Promise.race([request, aborted.promise])
}
