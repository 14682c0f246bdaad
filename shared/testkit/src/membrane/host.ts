import { setImmediate as nextTurn } from 'node:timers/promises'
import type { VirtualClock } from '@workshop/aws/clock'
import type { AwsHandler } from '@workshop/aws/intercept'
import { rebuildError, type ClassLookup } from './crossed-error.ts'
import { decode, id, list, text, type DecodeLimits } from './decode.ts'
import { encode, type Encoded } from './encode.ts'
import { FrameReader, ProtocolError, writeFrame, type Message } from './frames.ts'
import { crossingOf, type Crossing } from './crossing.ts'

/** The budget or rule that a guest exceeded; whatever it says after that is not believed. */
export type BreachKind = 'protocol' | 'flood' | 'time' | 'memory' | 'output' | 'ended'

/** Why a guest is no longer believed. It satisfies no assertion about the candidate's errors. */
export class Breach extends Error {
  override name = 'Breach'
  readonly kind: BreachKind

  constructor(kind: BreachKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/** What one guest may make its host do, over its whole life. */
export interface HostLimits {
  frameBytes: number
  totalBytes: number
  messages: number
  openRequests: number
  notes: number
  values: DecodeLimits
}

export const HOST_LIMITS: HostLimits = {
  frameBytes: 24 << 20,
  totalBytes: 768 << 20,
  messages: 400_000,
  openRequests: 2_000,
  notes: 50,
  values: { depth: 100, nodes: 1_000_000, text: 16 << 20 },
}

/** What the host needs to talk to a guest. */
export interface HostOptions {
  send(frame: Uint8Array): void
  /** Told once, when the guest broke a rule; the owner of the process kills it. */
  onBreach(breach: Breach): void
  sdkClass: ClassLookup
  limits?: HostLimits
  /** Real milliseconds a single call may take. */
  callMs?: number
}

/** What a check lends to the guest while it runs. */
export interface Session {
  clock: VirtualClock
  /** Answers the AWS calls of clients that the candidate made by itself. */
  aws: AwsHandler
  /** Answers the calls of a client that a check passed in. */
  awsFor(client: object): AwsHandler
}

/** The trusted side of the membrane: calls the candidate, believes nothing but data. */
export class Host {
  readonly notes: { kind: string; text: string }[] = []
  readonly #options: HostOptions
  readonly #limits: HostLimits
  readonly #reader: FrameReader
  #breach: Breach | undefined
  #messages = 0
  #bytes = 0
  #sent = 0
  #openRequests = 0
  #sessionNumber = 0
  #nextId = 1
  #state: SessionState | undefined

  constructor(options: HostOptions) {
    this.#options = options
    this.#limits = options.limits ?? HOST_LIMITS
    this.#reader = new FrameReader(this.#limits.frameBytes, (message, attachments) => {
      this.#onMessage(message, attachments)
    })
  }

  /** The rule the guest broke, if it did. */
  get breach(): Breach | undefined {
    return this.#breach
  }

  /** Takes the next bytes from the guest. */
  receive(chunk: Uint8Array): void {
    if (this.#breach) return
    this.#bytes += chunk.byteLength
    if (this.#bytes > this.#limits.totalBytes) return this.fail('flood', 'sent too many bytes')
    this.#believing(() => this.#reader.push(chunk))
  }

  /** Answers one blocking call of the guest; returns the frame to write back. */
  receiveSync(frame: Uint8Array): Uint8Array {
    let answer: Uint8Array = new Uint8Array()
    const reader = new FrameReader(this.#limits.frameBytes, (message, attachments) => {
      answer = this.#answerSync(message, attachments)
    })
    this.#believing(() => reader.push(frame))
    return answer
  }

  /** Starts a session: a check, with a clock and an AWS of its own. */
  begin(session: Session): void {
    this.#state = new SessionState(session)
    this.#sessionNumber++
    this.#post({ t: 'begin' })
  }

  /** Ends the session: open calls fail, timers are gone, late messages are dropped. */
  end(): void {
    this.#state?.close(new Breach('ended', 'The check is over'))
    this.#state = undefined
    if (!this.#breach) this.#post({ t: 'end' })
  }

  /** Has the guest load the files of a candidate. */
  async load(exercise: string, files: unknown): Promise<void> {
    await this.#request({ t: 'load', exercise }, { files })
  }

  /** Calls what a candidate exports. Resolves to a copy of what it returned. */
  call(exercise: string, name: string, args: readonly unknown[]): Promise<unknown> {
    return this.#request({ t: 'call', exercise, name }, { args })
  }

  /** Declares the guest unworthy of belief: everything open fails, and nothing is read any more. */
  fail(kind: BreachKind, message: string): void {
    if (this.#breach) return
    this.#breach = new Breach(kind, message)
    this.#state?.close(this.#breach)
    this.#options.onBreach(this.#breach)
  }

  #believing(read: () => void) {
    try {
      read()
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error
      this.fail('protocol', error.message)
    }
  }

  #request(message: Message, payload: Record<string, unknown>): Promise<unknown> {
    const state = this.#state
    if (this.#breach) return Promise.reject(this.#breach)
    if (!state) return Promise.reject(new Error('The candidate is called outside of a check'))
    const attachments: Uint8Array[] = []
    const encoded = Object.fromEntries(
      Object.entries(payload).map(([key, value]) => [
        key,
        Array.isArray(value)
          ? value.map((member) => this.#encode(member, attachments, state))
          : this.#encode(value, attachments, state),
      ]),
    )
    const requestId = this.#nextId++
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const budget = this.#options.callMs
    const timer =
      budget === undefined
        ? undefined
        : setTimeout(() => this.fail('time', `A call took more than ${budget / 1_000} s`), budget)
    state.pending.set(requestId, { resolve, reject, timer })
    this.#post({ ...message, ...encoded, id: requestId }, attachments)
    return promise
  }

  #post(message: Message, attachments: Uint8Array[] = []) {
    const state = this.#state
    this.#sent++
    // Whoever was sent something may be at work: time stands still until the guest says it waits.
    state?.guestIsBusy()
    const now = state?.session.clock.now() ?? 0
    const s = state ? this.#sessionNumber : 0
    this.#options.send(writeFrame({ ...message, now, s }, attachments))
  }

  #onMessage(message: Message, attachments: Buffer[]) {
    if (this.#breach) return
    if (++this.#messages > this.#limits.messages)
      return this.fail('flood', 'sent too many messages')
    if (message.t === 'note') return this.#note(message)
    const state = this.#state
    // What an earlier check left running speaks into the void.
    if (!state || message['s'] !== this.#sessionNumber) return
    switch (message.t) {
      case 'ok':
      case 'fail':
        return this.#settle(message, attachments, state)
      case 'timer':
        return this.#startTimer(message, state)
      case 'clear':
        return state.clearTimer(id(message['timer']))
      case 'idle':
        if (message['received'] === this.#sent) state.guestIsIdle()
        return
      case 'drop':
        return state.drop(id(message['source']))
      case 'aws':
      case 'callback':
      case 'pull':
        return void this.#serve(message, attachments, state)
      default:
        throw new ProtocolError(`The guest sent an unknown message "${message.t.slice(0, 20)}"`)
    }
  }

  #note(message: Message) {
    if (this.notes.length >= this.#limits.notes) return
    this.notes.push({ kind: text(message['kind'], 40), text: text(message['text'], 1_000) })
  }

  #settle(message: Message, attachments: Buffer[], state: SessionState) {
    const pending = state.pending.get(id(message['id']))
    if (!pending) throw new ProtocolError('The guest answered a call that nobody made')
    state.pending.delete(id(message['id']))
    clearTimeout(pending.timer)
    const value = this.#decode(message[message.t === 'ok' ? 'value' : 'error'], attachments, state)
    if (state.pending.size === 0 && state.timers.size === 0) state.guestIsIdle()
    if (message.t === 'ok') return pending.resolve(value)
    if (!(value instanceof Error)) throw new ProtocolError('The guest failed without an error')
    pending.reject(value)
  }

  #startTimer(message: Message, state: SessionState) {
    const timer = id(message['timer'])
    const ms = typeof message['ms'] === 'number' ? message['ms'] : 0
    state.clearTimer(timer)
    const cancel = state.session.clock.setTimer(ms, () => {
      state.timers.delete(timer)
      this.#post({ t: 'fire', timer })
    })
    state.timers.set(timer, cancel)
  }

  async #serve(message: Message, attachments: Buffer[], state: SessionState) {
    if (++this.#openRequests > this.#limits.openRequests) {
      return this.fail('flood', 'made too many requests at once')
    }
    const release = state.session.clock.hold()
    const replyTo = id(message['id'])
    const bytes: Uint8Array[] = []
    let reply: Message
    try {
      const value = await this.#work(message, attachments, state, release)
      reply = { t: 'ok', id: replyTo, value: this.#encode(value, bytes, state) }
    } catch (error) {
      if (error instanceof ProtocolError) return this.fail('protocol', error.message)
      bytes.length = 0
      reply = { t: 'fail', id: replyTo, error: this.#encodeThrown(error, bytes, state) }
    } finally {
      this.#openRequests--
    }
    if (this.#state === state && !this.#breach) this.#post(reply, bytes)
    release()
  }

  async #work(message: Message, attachments: Buffer[], state: SessionState, release: () => void) {
    switch (message.t) {
      case 'aws': {
        const input = this.#decode(message['input'], attachments, state)
        if (input === null || typeof input !== 'object')
          throw new ProtocolError('An AWS call has no input')
        const handler = state.handlerOf(message['client'])
        const call = {
          clientName: name(message['clientName']),
          operation: name(message['operation']),
          input: input as Record<string, unknown>,
        }
        // The gateway holds the clock where it has to; a planned delay must be able to pass.
        await nextTurn()
        release()
        return await handler(call)
      }
      case 'callback': {
        const args = list(message['args']).map((arg) => this.#decode(arg, attachments, state))
        const callback = state.callback(id(message['fn']))
        // A callback may sleep: whoever waits for virtual time must not hold it still.
        release()
        return await callback(...args)
      }
      default:
        release()
        return await state.pull(id(message['source']))
    }
  }

  #answerSync(message: Message, attachments: Buffer[]): Uint8Array {
    const state = this.#state
    const bytes: Uint8Array[] = []
    if (message.t !== 'sync') throw new ProtocolError('The guest sent an unknown blocking message')
    if (!state || message['s'] !== this.#sessionNumber) {
      return writeFrame({ t: 'fail', error: encode(new Error('The check is over'), plain([])) })
    }
    try {
      const args = list(message['args']).map((arg) => this.#decode(arg, attachments, state))
      const value = state.callback(id(message['fn']))(...args)
      return writeFrame({ t: 'ok', value: this.#encode(value, bytes, state) }, bytes)
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      bytes.length = 0
      return writeFrame({ t: 'fail', error: this.#encodeThrown(error, bytes, state) }, bytes)
    }
  }

  // --- values ---------------------------------------------------------------------------------

  #encode(value: unknown, attachments: Uint8Array[], state: SessionState): Encoded {
    const special = (member: object): Encoded | undefined => {
      const crossing = crossingOf(member)
      return crossing && this.#lend(crossing, attachments, state)
    }
    return encode(value, { attachments, special })
  }

  #lend(crossing: Crossing, attachments: Uint8Array[], state: SessionState): Encoded {
    const lentId = state.lend(crossing.value, () => this.#nextId++)
    switch (crossing.kind) {
      case 'client':
        return { $: 'client', id: lentId, name: crossing.name, config: crossing.config as Encoded }
      case 'random':
        return { $: 'random', id: lentId, seed: crossing.seed }
      case 'signal': {
        const { value: signal } = crossing
        const reason = this.#encode(signal.reason, attachments, state)
        if (signal.aborted) return { $: 'signal', id: lentId, aborted: true, reason }
        state.watch(signal, () => this.#abort(lentId, signal, state))
        return { $: 'signal', id: lentId }
      }
      default:
        return { $: crossing.kind, id: lentId }
    }
  }

  #abort(signalId: number, signal: AbortSignal, state: SessionState) {
    if (this.#state !== state || this.#breach) return
    const attachments: Uint8Array[] = []
    const reason = this.#encodeThrown(signal.reason, attachments, state)
    this.#post({ t: 'abort', signal: signalId, reason }, attachments)
  }

  #encodeThrown(error: unknown, attachments: Uint8Array[], state: SessionState): Encoded {
    const thrown = error instanceof Error ? error : new Error(String(error))
    const encoded = this.#encode(thrown, attachments, state)
    // Stacks name files of the trusted side.
    return { ...(encoded as { [key: string]: unknown }), stack: '' }
  }

  #decode(value: unknown, attachments: Buffer[], state: SessionState): unknown {
    return decode(value, {
      attachments,
      limits: this.#limits.values,
      error: (error) => rebuildError(error, this.#options.sdkClass),
      special: (tag, inside) => this.#rebuild(tag, inside, state),
    })
  }

  #rebuild(
    tag: { $: string; [member: string]: unknown },
    inside: (v: unknown) => unknown,
    state: SessionState,
  ): unknown {
    switch (tag.$) {
      case 'iterator':
        return this.#iterator(id(tag['id']), state)
      case 'handle':
        return this.#handle(tag, inside)
      default:
        throw new ProtocolError('The guest sent a kind of value that is not data')
    }
  }

  #iterator(ref: number, state: SessionState): AsyncIterableIterator<unknown> {
    let done = false
    const pull = () => this.#request({ t: 'pull', ref }, {})
    const drop = () => {
      if (this.#state === state && !this.#breach) this.#post({ t: 'drop', ref })
    }
    return {
      async next() {
        if (done) return { done, value: undefined }
        try {
          const step = (await pull()) as { done?: unknown; value?: unknown } | null
          done = step?.done === true
          return { done, value: step?.value } as IteratorResult<unknown>
        } catch (error) {
          done = true
          throw error
        }
      },
      async return() {
        if (!done) drop()
        done = true
        return { done, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  #handle(tag: Record<string, unknown>, inside: (v: unknown) => unknown): object {
    const ref = id(tag['id'])
    const handle: Record<string, unknown> = {}
    for (const entry of list(tag['data'])) {
      const [key, member] = list(entry)
      if (isCallable(text(key))) handle[key as string] = inside(member)
    }
    for (const method of list(tag['methods']).slice(0, 200)) {
      const methodName = text(method, 200)
      if (!isCallable(methodName)) continue
      handle[methodName] = (...args: unknown[]) =>
        this.#request({ t: 'method', ref, name: methodName }, { args })
    }
    return handle
  }
}

/** Names that matchers and promises call by themselves; a box must not be asked through them. */
const ASKED_BY_OTHERS = new Set([
  'then',
  'catch',
  'finally',
  'toJSON',
  'toString',
  'valueOf',
  'inspect',
  'asymmetricMatch',
  'isEqualNode',
  'getPrototypeOf',
  'constructor',
  '__proto__',
  'nodeType',
  'tagName',
  '$$typeof',
])

function isCallable(methodName: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(methodName) && !ASKED_BY_OTHERS.has(methodName)
}

function name(value: unknown): string {
  const word = text(value, 100)
  if (!/^[A-Za-z][A-Za-z0-9]*$/.test(word)) throw new ProtocolError('An AWS call is malformed')
  return word
}

function plain(attachments: Uint8Array[]) {
  return { attachments, special: () => undefined }
}

/** What one check has lent to the guest, and what it waits for. */
class SessionState {
  readonly session: Session
  readonly pending = new Map<
    number,
    {
      resolve(value: unknown): void
      reject(error: unknown): void
      timer: NodeJS.Timeout | undefined
    }
  >()
  readonly timers = new Map<number, () => void>()
  readonly #lent = new Map<number, unknown>()
  readonly #lentIds = new Map<unknown, number>()
  readonly #iterators = new Map<number, AsyncIterator<unknown>>()
  readonly #watched: (() => void)[] = []
  #guestHold: (() => void) | undefined

  constructor(session: Session) {
    this.session = session
  }

  guestIsBusy(): void {
    this.#guestHold ??= this.session.clock.hold()
  }

  guestIsIdle(): void {
    this.#guestHold?.()
    this.#guestHold = undefined
  }

  lend(value: unknown, newId: () => number): number {
    const known = this.#lentIds.get(value)
    if (known !== undefined) return known
    const lentId = newId()
    this.#lent.set(lentId, value)
    this.#lentIds.set(value, lentId)
    return lentId
  }

  handlerOf(client: unknown): AwsHandler {
    if (client === null) return this.session.aws
    const lent = this.#lent.get(id(client))
    if (typeof lent !== 'object' || lent === null) throw new ProtocolError('A client is unknown')
    return this.session.awsFor(lent)
  }

  callback(fn: number): (...args: unknown[]) => unknown {
    const lent = this.#lent.get(fn)
    if (typeof lent !== 'function') throw new ProtocolError('A callback is unknown')
    return lent as (...args: unknown[]) => unknown
  }

  async pull(source: number): Promise<{ done: boolean; value: unknown }> {
    const lent = this.#lent.get(source) as Partial<AsyncIterable<unknown>> | undefined
    if (typeof lent?.[Symbol.asyncIterator] !== 'function')
      throw new ProtocolError('A source is unknown')
    const iterator = this.#iterators.get(source) ?? lent[Symbol.asyncIterator]!()
    this.#iterators.set(source, iterator)
    const { done, value } = await iterator.next()
    return { done: Boolean(done), value }
  }

  drop(source: number): void {
    const iterator = this.#iterators.get(source)
    this.#iterators.delete(source)
    void iterator?.return?.()?.then(undefined, () => {})
  }

  watch(signal: AbortSignal, onAbort: () => void): void {
    signal.addEventListener('abort', onAbort, { once: true })
    this.#watched.push(() => signal.removeEventListener('abort', onAbort))
  }

  clearTimer(timer: number): void {
    this.timers.get(timer)?.()
    this.timers.delete(timer)
  }

  close(reason: Breach): void {
    for (const { reject, timer } of this.pending.values()) {
      clearTimeout(timer)
      reject(reason)
    }
    this.pending.clear()
    for (const cancel of this.timers.values()) cancel()
    for (const unwatch of this.#watched) unwatch()
    this.guestIsIdle()
  }
}
