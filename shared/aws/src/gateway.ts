import { setImmediate as nextTurn } from 'node:timers/promises'
import { ownBytes } from './content.ts'
import { FaultPlans } from './faults.ts'
import type { AwsCall } from './intercept.ts'
import type { Target } from './target.ts'

/** One call of the candidate as it reached the gateway; `output` or `error` follow when answered. */
export interface RecordedCall {
  clientName: string
  operation: string
  input: Record<string, unknown>
  /** Virtual milliseconds since 1970 at which it arrived. */
  at: number
  output?: object
  error?: Error
}

/** Copies of copies may add up to more than anybody's memory, and a check reads objects as a whole. */
const MAX_BODY = 256 * 2 ** 20

/** Thrown when a candidate makes more AWS calls than a check allows. */
export class TooManyCalls extends Error {
  override name = 'TooManyCalls'
}

/** Every AWS call passes here: it is recorded, struck by planned faults, and answered by a target. */
export class Gateway {
  /** What the candidate asked AWS for, in order of arrival. */
  readonly calls: RecordedCall[] = []
  readonly faults = new FaultPlans()
  readonly #target: Target
  readonly #now: () => number
  readonly #maxCalls: number

  constructor(options: { target: Target; now: () => number; maxCalls?: number }) {
    this.#target = options.target
    this.#now = options.now
    this.#maxCalls = options.maxCalls ?? 20_000
  }

  /** Answers a call of the candidate. */
  readonly fromCandidate = async (call: AwsCall): Promise<object> => {
    if (this.calls.length >= this.#maxCalls) {
      throw new TooManyCalls(`More than ${this.#maxCalls} AWS calls in one check`)
    }
    const { clientName, operation } = call
    const input = withOwnBody(call.input)
    const record: RecordedCall = { clientName, operation, input, at: this.#now() }
    this.calls.push(record)
    try {
      const output = await this.#answer({ ...call, input })
      record.output = output
      return output
    } catch (error) {
      record.error = error as Error
      throw error
    }
  }

  /** Answers a call of the check itself: not recorded, never struck by a fault. */
  readonly fromCheck = async (call: AwsCall): Promise<object> => {
    const output = await this.#target.handle(call)
    const size = bodySize(output)
    if (size <= MAX_BODY) return output
    throw new RangeError(`An object of ${size} bytes is too large for a check to look at`)
  }

  async #answer(call: AwsCall): Promise<object> {
    const strike = this.faults.strike(call)
    // A request takes a turn of the event loop, so who checks and then acts loses races here too.
    await nextTurn()
    if (!strike) return this.#target.handle(call)
    return strike(
      call,
      (input = call.input) =>
        this.#target.handle({ ...call, input }) as Promise<Record<string, unknown>>,
    )
  }
}

/** What is recorded and what a fake keeps is one copy of the bytes that were sent. */
function withOwnBody(input: Record<string, unknown>): Record<string, unknown> {
  for (const member of ['Body', 'body']) {
    const body = input[member]
    if (body instanceof Uint8Array) return { ...input, [member]: ownBytes(body) }
  }
  return input
}

/** Bytes in the body of an answer; 0 where it has none, or where it comes as a stream. */
function bodySize(output: { Body?: unknown; body?: unknown }): number {
  const chunks = [output.Body ?? output.body].flat()
  return chunks.reduce(
    (size: number, chunk) => size + (ArrayBuffer.isView(chunk) ? chunk.byteLength : 0),
    0,
  )
}
