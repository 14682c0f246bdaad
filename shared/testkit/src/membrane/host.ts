// One file, because it is the one place to read for what an untrusted peer may make us do: every
// message it can send, and every limit on it, is here.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { VirtualClock } from '@workshop/aws/clock'
import { giveAway } from '@workshop/aws/content'
import type { AwsHandler } from '@workshop/aws/intercept'
import { rebuildError, type ClassLookup } from './crossed-error.ts'
import { decode, id, list, text, type DecodeLimits } from './decode.ts'
import { encode, Uncrossable, type Encoded } from './encode.ts'
import { FrameReader, ProtocolError, writeFrame, type FrameLimits, type Message } from './frames.ts'
import { crossingOf, type Crossing } from './crossing.ts'
import { SessionState } from './session-state.ts'

/** The budget or rule that a guest exceeded; whatever it says after that is not believed. */
export type BreachKind = 'protocol' | 'flood' | 'time' | 'memory' | 'output' | 'ended'

/** Why a guest is no longer believed. It satisfies no assertion about the candidate's errors. */
export class Breach extends Error {
  override name = 'Breach'
  readonly kind: BreachKind

  /** `message` is shown to the student: it must not quote what the guest sent. */
  constructor(kind: BreachKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/** What one guest may make its host do. */
export interface HostLimits {
  /** Of one message, both ways: an answer that is larger is refused to the guest. */
  frames: FrameLimits
  blockingFrames: FrameLimits
  answerBytes: number
  /** Over the guest's whole life. */
  totalBytes: number
  messages: number
  notes: number
  /** At once. */
  openRequests: number
  timers: number
  /** Sent to the guest and not yet taken by it. */
  backlogBytes: number
  /** Its `parts` are those of one session, whose recorded calls and logs keep them. */
  values: DecodeLimits
}

export const HOST_LIMITS: HostLimits = {
  frames: { frame: 24 << 20, json: 8 << 20 },
  blockingFrames: { frame: 4 << 20, json: 4 << 20 },
  answerBytes: 128 << 20,
  totalBytes: 768 << 20,
  messages: 400_000,
  notes: 50,
  openRequests: 2_000,
  timers: 10_000,
  backlogBytes: 256 << 20,
  values: { depth: 100, parts: 2_000_000, text: 8 << 20 },
}

/** What the host needs to talk to a guest. */
export interface HostOptions {
  send(frame: Uint8Array): void
  /** Bytes that were sent and not yet taken by the guest. */
  backlog?(): number
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
  /** Told of an assertion that failed in a callback: the guest may catch it, the check must fail. */
  failed?(assertion: Error): void
}

/** The trusted side of the membrane: calls the candidate, believes nothing but data. */
export class Host {
  readonly notes: { kind: string; text: string }[] = []
  readonly #options: HostOptions
  readonly #limits: HostLimits
  readonly #reader: FrameReader
  readonly #blockingReader: FrameReader
  readonly #ready = Promise.withResolvers<void>()
  #breach: Breach | undefined
  #messages = 0
  #bytes = 0
  #sent = 0
  #answers: Uint8Array[] = []
  #sessionNumber = 0
  #nextId = 1
  #state: SessionState | undefined

  constructor(options: HostOptions) {
    this.#options = options
    this.#limits = options.limits ?? HOST_LIMITS
    const { frames, blockingFrames } = this.#limits
    this.#reader = new FrameReader(frames, (message, attachments) => {
      this.#onMessage(message, attachments)
    })
    this.#blockingReader = new FrameReader(blockingFrames, (message, attachments) => {
      this.#answers.push(this.#answerSync(message, attachments))
    })
    this.#ready.promise.catch(() => {})
  }

  /** The rule the guest broke, if it did. */
  get breach(): Breach | undefined {
    return this.#breach
  }

  /** Resolves when the guest can load candidates; rejects with the breach that came before. */
  get ready(): Promise<void> {
    return this.#ready.promise
  }

  /** Takes the next bytes from the guest. */
  receive(chunk: Uint8Array): void {
    this.#believing(chunk, this.#reader)
  }

  /** Takes the next bytes of the blocking channel; returns what to write back, if anything. */
  receiveSync(chunk: Uint8Array): Uint8Array {
    this.#believing(chunk, this.#blockingReader)
    const answers = this.#answers
    this.#answers = []
    return answers.length === 1 ? answers[0]! : Buffer.concat(answers)
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
    this.#ready.reject(this.#breach)
    this.#state?.close(this.#breach)
    this.#options.onBreach(this.#breach)
  }

  #believing(chunk: Uint8Array, reader: FrameReader) {
    if (this.#breach) return
    this.#bytes += chunk.byteLength
    if (this.#bytes > this.#limits.totalBytes) return this.fail('flood', 'Sent too many bytes')
    try {
      reader.push(chunk)
    } catch (error) {
      this.#disbelieve(error)
    }
  }

  /** Whatever a guest sends, it must not end the process that reads it. */
  #disbelieve(error: unknown) {
    if (error instanceof ProtocolError) return this.fail('protocol', error.message)
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    this.notes.push({ kind: 'fault of the grader', text: stack.slice(0, 1_000) })
    this.fail('protocol', 'Sent what the grader cannot read')
  }

  #countMessage(): boolean {
    if (this.#breach) return false
    if (++this.#messages <= this.#limits.messages) return true
    this.fail('flood', 'Sent too many messages')
    return false
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
    // Whether or not somebody awaits it in time, a failure must not end this process.
    promise.catch(() => {})
    const budget = this.#options.callMs
    const timer =
      budget === undefined
        ? undefined
        : setTimeout(
            () => this.fail('time', `A call took more than ${Math.ceil(budget / 100) / 10} s`),
            budget,
          )
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
    this.#checkBacklog()
  }

  #checkBacklog() {
    const backlog = this.#options.backlog?.() ?? 0
    if (backlog > this.#limits.backlogBytes) this.fail('flood', 'Does not read what it asked for')
  }

  #onMessage(message: Message, attachments: Uint8Array<ArrayBuffer>[]) {
    if (!this.#countMessage()) return
    if (message.t === 'note') return this.#note(message)
    if (message.t === 'ready') return this.#ready.resolve()
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
        return this.#serve(id(message['id']), { message, attachments, state })
      default:
        throw new ProtocolError('The guest sent an unknown message')
    }
  }

  #note(message: Message) {
    if (this.notes.length >= this.#limits.notes) return
    this.notes.push({ kind: text(message['kind'], 40), text: text(message['text'], 1_000) })
  }

  #settle(message: Message, attachments: Uint8Array<ArrayBuffer>[], state: SessionState) {
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
    if (state.timers.size >= this.#limits.timers)
      return this.fail('flood', 'Set too many timers at once')
    const cancel = state.session.clock.setTimer(ms, () => {
      state.timers.delete(timer)
      this.#post({ t: 'fire', timer })
    })
    state.timers.set(timer, cancel)
  }

  #serve(replyTo: number, request: Request): void {
    const { state } = request
    if (++state.openRequests > this.#limits.openRequests) {
      return this.fail('flood', 'Made too many requests at once')
    }
    const release = state.session.clock.hold()
    this.#answer(replyTo, request, release)
      .catch((error: unknown) => this.#disbelieve(error))
      .finally(() => {
        state.openRequests--
        release()
      })
  }

  async #answer(replyTo: number, request: Request, release: () => void) {
    const { state } = request
    const bytes: Uint8Array[] = []
    let reply: Message
    try {
      const value = await this.#work(request, release)
      reply = { t: 'ok', id: replyTo, value: this.#encode(value, bytes, state) }
      this.#assertFits(bytes)
    } catch (error) {
      if (error instanceof ProtocolError) throw error
      bytes.length = 0
      reply = { t: 'fail', id: replyTo, error: this.#encodeThrown(error, bytes, state) }
    }
    if (this.#state === state && !this.#breach) this.#post(reply, bytes)
  }

  #assertFits(attachments: readonly Uint8Array[]) {
    const size = attachments.reduce((sum, { byteLength }) => sum + byteLength, 0)
    if (size <= this.#limits.answerBytes) return
    throw new RangeError(`An answer of ${size} bytes is too large to receive at once`)
  }

  async #work({ message, attachments, state }: Request, release: () => void) {
    switch (message.t) {
      case 'aws': {
        for (const bytes of attachments) giveAway(bytes)
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
        const callback = state.lent(message['fn'], 'callback') as Callable
        // A callback may sleep: whoever waits for virtual time must not hold it still.
        release()
        return await callback(...args)
      }
      default:
        release()
        return await state.pull(message['source'])
    }
  }

  #answerSync(message: Message, attachments: Uint8Array<ArrayBuffer>[]): Uint8Array {
    const state = this.#state
    const bytes: Uint8Array[] = []
    if (!this.#countMessage()) return new Uint8Array()
    if (message.t !== 'sync') throw new ProtocolError('The guest sent an unknown blocking message')
    if (!state || message['s'] !== this.#sessionNumber) {
      const over = encode(new Error('The check is over'), {
        attachments: bytes,
        stacks: false,
        special: refuseLive,
      })
      return writeFrame({ t: 'fail', error: over })
    }
    this.#checkBacklog()
    try {
      const args = list(message['args']).map((arg) => this.#decode(arg, attachments, state))
      // Nothing that returns a promise may be called here: nobody would await it.
      const value = (state.lent(message['fn'], 'sync') as Callable)(...args)
      const answer = { t: 'ok', value: this.#encode(value, bytes, state) }
      this.#assertFits(bytes)
      return writeFrame(answer, bytes)
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
    return encode(value, { attachments, stacks: false, special })
  }

  #lend(crossing: Crossing, attachments: Uint8Array[], state: SessionState): Encoded {
    const lentId = state.lend(crossing, () => this.#nextId++)
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

  /** Nothing is lent with an error, and what an assertion expects is nobody's business but ours. */
  #encodeThrown(error: unknown, attachments: Uint8Array[], state: SessionState): Encoded {
    let thrown = error instanceof Error ? error : new Error(String(error))
    if (thrown.name === 'AssertionError') {
      state.session.failed?.(thrown)
      thrown = new Error('The check does not accept this')
    }
    return encode(thrown, { attachments, stacks: false, special: refuseLive })
  }

  #decode(value: unknown, attachments: Uint8Array<ArrayBuffer>[], state: SessionState): unknown {
    return decode(value, {
      attachments,
      limits: this.#limits.values,
      tally: state.tally,
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
    const drop = async () => {
      if (this.#state === state && !this.#breach) await this.#request({ t: 'drop', ref }, {})
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
        const wasDone = done
        done = true
        if (!wasDone) await drop()
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

/** A client, a stream or a function that is a member of an error does not cross; the error does. */
function refuseLive(value: object): undefined {
  if (crossingOf(value)) throw new Uncrossable('A live value of an error does not cross')
}

interface Request {
  message: Message
  attachments: Uint8Array<ArrayBuffer>[]
  state: SessionState
}

type Callable = (...args: unknown[]) => unknown
