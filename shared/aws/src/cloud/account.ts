import { randomBytes } from 'node:crypto'
import type { AwsCall } from '../intercept.ts'
import { MockTarget } from '../mock-target.ts'
import { loadService, serviceNames } from '../registry.ts'
import { WireError } from '../wire/wire-error.ts'
import { endEventsWith } from './open-events.ts'
import type { JournaledCall, Snapshot } from './journal-record.ts'
import { PlannedFaults } from './planned-faults.ts'
import { servicesToSnapshot } from './compaction.ts'
import { SeededHex } from './seeded-hex.ts'
import { type StateBytes, stateFromBytes, stateToBytes } from './state-graph.ts'
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
  readonly #traits: ServiceTraits
  /** Whether the present operation has changed something, whatever its name. */
  #hasTrace = false
  /** What the journal has a snapshot of. */
  #snapshotted: ReadonlySet<string> = new Set()

  /** `at` is where its clock starts, in milliseconds since 1970. */
  constructor(options: { seed?: string; at: number; traits: ServiceTraits }) {
    const { seed = randomBytes(16).toString('hex'), at, traits } = options
    this.seed = seed
    this.clock = new WallClock({ start: at })
    this.#ids = new SeededHex(seed)
    this.#traits = traits
    const { virtual } = this.clock
    this.#target = new MockTarget({
      clock: virtual,
      randomHex: this.#ids.next,
      around: (call, run) => this.#carryOut(call, run),
      leavesTrace: () => {
        this.#hasTrace = true
      },
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

  /**
   * What services held at this moment that the journal can forget the calls of; undefined if there
   * are none, or not all that an earlier snapshot stands for.
   */
  snapshot():
    | { services: Set<string>; state: StateBytes; at: number; position: number }
    | undefined {
    const looks = new Map([...this.#target.waiting, ...this.#target.look()])
    const known = [...looks].flatMap(([name, state]) => (state ? [[name, state] as const] : []))
    const tellers = new Set(known.map(([name]) => name))
    const reads = (name: string) => this.#traits.reads.get(name) ?? []
    const services = servicesToSnapshot(new Set(looks.keys()), { reads, tellers })
    if (services.size === 0 || !this.#snapshotted.isSubsetOf(services)) return undefined
    const state = stateToBytes(Object.fromEntries(known.filter(([name]) => services.has(name))))
    this.#snapshotted = services
    return { services, state, at: this.clock.virtual.now(), position: this.#ids.position }
  }

  /** Takes over what services held; `blobs` are those that the snapshot refers to. */
  async restore({ head, services, at, position }: Snapshot, blobs: Uint8Array[]): Promise<void> {
    await this.clock.moveTo(at)
    this.#ids.position = position
    const states = stateFromBytes({ head, blobs }) as Record<string, Record<string, unknown>>
    for (const name of services) this.#target.restore(name, states[name]!)
    this.#snapshotted = new Set(services)
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
    this.#hasTrace = false
    try {
      const output = run()
      failed = false
      return output
    } finally {
      if (this.#mayChange(call) || this.#hasTrace || this.#ids.position !== position) {
        this.#note?.({ ...call, at, position, failed })
      }
    }
  }

  #mayChange({ clientName, operation }: { clientName: string; operation: string }): boolean {
    return !READS.test(operation) || this.#traits.readsWithTrace.has(`${clientName} ${operation}`)
  }
}

/** Operations that read, by AWS's naming. What else they do shows in the ids that they draw, or they tell. */
const READS = /^(?:BatchGet|Describe|Get|Head|List|Query$|Scan$|Search|Select|TransactGet)/

/** What services say of themselves that matters to a journal. */
export interface ServiceTraits {
  /** Operations that read and yet leave a trace, as in `S3Client GetObject`. */
  readsWithTrace: ReadonlySet<string>
  /** The services that a service works on, by its name. */
  reads: ReadonlyMap<string, readonly string[]>
}

/** Asks all services. */
export async function findTraits(): Promise<ServiceTraits> {
  const services = await Promise.all(serviceNames.map(loadService))
  const readsWithTrace = services.flatMap(({ client, readsWithTrace: operations = [] }) =>
    operations.map((operation) => `${client} ${operation}`),
  )
  return {
    readsWithTrace: new Set(readsWithTrace),
    reads: new Map(services.map(({ name, reads = [] }) => [name, reads])),
  }
}
