import { loadService, serviceNames, serviceOfClient } from './registry.ts'
import type { VirtualClock } from './clock.ts'
import type { AwsCall } from './intercept.ts'
import { awsError, type LongPoll, type Operations, type SdkModule, type World } from './service.ts'
import type { Support, Target } from './target.ts'

/** How often a long poll looks again, in virtual milliseconds. */
const POLL_MS = 250

interface Started {
  operations: Operations
  longPolls: Record<string, LongPoll>
  sdk: SdkModule
}

/**
 * Stands around every operation that a client calls, as it is carried out: calls `run` and gives
 * what it gives, or throws.
 */
export type Around = (
  call: { clientName: string; operation: string; input: Record<string, unknown> },
  run: () => object,
) => object

/** The target `mock`: one fresh, empty account in which the fakes answer. */
export class MockTarget implements Target {
  readonly name = 'mock'
  readonly isShared = false
  readonly #world: World
  readonly #services = new Map<string, Promise<Started>>()
  readonly #started = new Map<string, Operations>()
  readonly #around: Around
  /** What services are to find when they start. */
  readonly #restored = new Map<string, Record<string, unknown>>()
  readonly #looks = new Map<string, () => Record<string, unknown>>()

  constructor(options: {
    clock: VirtualClock
    randomHex: (bytes: number) => string
    around?: Around
    leavesTrace?: () => void
  }) {
    const { around = (_call, run) => run(), ...world } = options
    this.#around = around
    this.#world = {
      ...world,
      region: 'us-east-1',
      accountId: '123456789012',
      service: (name) => this.#alreadyStarted(name),
    }
  }

  async supports(service: string): Promise<Support> {
    if (serviceNames.includes(service)) return { ok: true }
    return { ok: false, reason: `The embedded AWS does not emulate ${service}` }
  }

  async handle(call: AwsCall): Promise<object> {
    const { input, signal } = call
    const { operate, longPoll, operations } = await this.#prepare(call)
    const output = operate()
    if (!isEmpty(output) || !longPoll) return output
    const ms = longPoll(input, operations)
    return this.#poll(operate, { ms, ...(signal ? { signal } : {}) })
  }

  /** Answers as `handle` does, but at once: nothing polls long. */
  async answerAtOnce(call: AwsCall): Promise<object> {
    const { operate } = await this.#prepare(call)
    return operate()
  }

  /** Has a service that nobody has used yet start with this. */
  restore(name: string, state: Record<string, unknown>): void {
    if (this.#services.has(name)) throw new RangeError(`The service "${name}" has been started`)
    this.#restored.set(name, state)
  }

  /** What each started service holds; undefined for one that cannot tell. */
  look(): Map<string, Record<string, unknown> | undefined> {
    return new Map([...this.#started.keys()].map((name) => [name, this.#looks.get(name)?.()]))
  }

  /** What is to be restored in services that nobody has used yet. */
  get waiting(): ReadonlyMap<string, Record<string, unknown>> {
    return new Map([...this.#restored].filter(([name]) => !this.#started.has(name)))
  }

  async #prepare({ clientName, operation, input }: AwsCall) {
    const service = serviceOfClient(clientName)
    const { operations, longPolls, sdk } = await this.#start(service)
    const operate = Object.hasOwn(operations, operation) ? operations[operation] : undefined
    if (!operate) {
      throw awsError(sdk, 'NotImplemented', {
        message: `The embedded AWS does not emulate ${operation} of ${service}`,
        status: 501,
      })
    }
    return {
      operate: () => this.#around({ clientName, operation, input }, () => operate(input)),
      longPoll: longPolls[operation],
      operations,
    }
  }

  /** Asks again until there is something to give; each time, the operation is atomic as ever. */
  async #poll(
    ask: () => object,
    { ms, ...options }: { ms: number; signal?: AbortSignal },
  ): Promise<object> {
    const { clock } = this.#world
    const deadline = clock.now() + ms
    let output = {}
    while (isEmpty(output) && clock.now() < deadline) {
      await clock.sleep(Math.min(POLL_MS, deadline - clock.now()), options)
      output = ask()
    }
    return output
  }

  #start(name: string) {
    const known = this.#services.get(name)
    if (known) return known
    const started = this.#startService(name)
    this.#services.set(name, started)
    return started
  }

  async #startService(name: string): Promise<Started> {
    // Loading a service takes real time: nobody waits for nothing meanwhile.
    const release = this.#world.clock.hold()
    try {
      return await this.#load(name)
    } finally {
      release()
    }
  }

  async #load(name: string): Promise<Started> {
    const service = await loadService(name)
    await Promise.all((service.reads ?? []).map((other) => this.#start(other)))
    const sdk = await service.sdk()
    const operations = service.create(this.#world, sdk, {
      restored: this.#restored.get(name),
      keep: (look) => void this.#looks.set(name, look),
    })
    this.#started.set(name, operations)
    return { operations, longPolls: service.longPolls ?? {}, sdk }
  }

  #alreadyStarted(name: string): Operations {
    const operations = this.#started.get(name)
    if (!operations) throw new RangeError(`The service "${name}" was not started in this world`)
    return operations
  }
}

function isEmpty(output: object): boolean {
  return Object.keys(output).length === 0
}
