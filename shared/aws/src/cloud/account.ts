import { randomBytes } from 'node:crypto'
import type { AwsCall } from '../intercept.ts'
import { MockTarget } from '../mock-target.ts'
import { loadService, serviceNames } from '../registry.ts'
import { WireError } from '../wire/wire-error.ts'
import { endEventsWith } from './open-events.ts'
import type { JournaledCall } from './journal-record.ts'
import { PlannedFaults } from './planned-faults.ts'
import { SeededHex } from './seeded-hex.ts'
import { WallClock } from './wall-clock.ts'

/** Where an account tells what it did. */
export type Note = (call: Omit<JournaledCall, 'kind'>) => void

/** One account of the cloud with all it holds, from one reset to the next. */
export class Account {
  readonly seed: string
  readonly clock: WallClock
  readonly faults = new PlannedFaults()
  readonly #ids: SeededHex
  readonly #target: MockTarget
  readonly #over = new AbortController()
  #note: Note | undefined
  #readsWithTrace: ReadonlySet<string>

  /** `at` is where its clock starts, in milliseconds since 1970. */
  constructor(options: { seed?: string; at: number; readsWithTrace: ReadonlySet<string> }) {
    const { seed = randomBytes(16).toString('hex'), at, readsWithTrace } = options
    this.seed = seed
    this.clock = new WallClock({ start: at })
    this.#ids = new SeededHex(seed)
    this.#readsWithTrace = readsWithTrace
    const { virtual } = this.clock
    this.#target = new MockTarget({
      clock: virtual,
      randomHex: this.#ids.next,
      around: (call, run) => this.#carryOut(call, run),
    })
  }

  /** From now on, tells of every operation that may have changed something. */
  tell(note: Note): void {
    this.#note = note
  }

  /** Answers a call in the present. */
  async call(call: AwsCall): Promise<object> {
    const signal = call.signal
      ? AbortSignal.any([call.signal, this.#over.signal])
      : this.#over.signal
    await this.clock.catchUp()
    const output = await this.#answer({ ...call, signal })
    endEventsWith(signal, output)
    return output
  }

  #answer(call: AwsCall): Promise<object> {
    const strike = this.faults.strike(call)
    if (!strike) return this.#target.handle(call)
    return strike(
      call,
      (input = call.input) =>
        this.#target.handle({ ...call, input }) as Promise<Record<string, unknown>>,
    )
  }

  /** Carries out a call of the past as it was. Says whether it came out as it did then. */
  async repeat({ at, position, failed, ...call }: JournaledCall): Promise<boolean> {
    await this.clock.moveTo(at)
    this.#ids.position = position
    return this.#target.answerAtOnce(call).then(
      () => !failed,
      () => failed,
    )
  }

  /** Ends the account: whoever still waits for an answer gets an error. */
  end(reason: string): void {
    this.#over.abort(new WireError('ServiceUnavailable', { message: reason, status: 503 }))
  }

  #carryOut(
    call: { clientName: string; operation: string; input: Record<string, unknown> },
    run: () => object,
  ): object {
    this.#over.signal.throwIfAborted()
    const { position } = this.#ids
    const at = this.clock.virtual.now()
    let failed = true
    try {
      const output = run()
      failed = false
      return output
    } finally {
      if (this.#mayChange(call) || this.#ids.position !== position) {
        this.#note?.({ ...call, at, position, failed })
      }
    }
  }

  #mayChange({ clientName, operation }: { clientName: string; operation: string }): boolean {
    return !READS.test(operation) || this.#readsWithTrace.has(`${clientName} ${operation}`)
  }
}

/** Operations that read, by AWS's naming. What else they do shows in the ids that they draw. */
const READS = /^(?:BatchGet|Describe|Get|Head|List|Query$|Scan$|Search|Select|TransactGet)/

/** The operations of all services that read and yet leave a trace. */
export async function findReadsWithTrace(): Promise<Set<string>> {
  const services = await Promise.all(serviceNames.map(loadService))
  return new Set(
    services.flatMap(({ client, readsWithTrace = [] }) =>
      readsWithTrace.map((operation) => `${client} ${operation}`),
    ),
  )
}
