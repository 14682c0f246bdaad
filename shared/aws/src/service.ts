import type { VirtualClock } from './clock.ts'

/**
 * One operation of a fake: AWS's input in, AWS's output out. It is atomic: the gateway gives the
 * event loop a turn before it calls one, and an operation must not await anything in between.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- every operation has an input type of its own
export type Operation = (input: any) => object

/** The operations of one service, by AWS's own names (`PutObject`, not `PutObjectCommand`). */
export type Operations = Record<string, Operation>

/**
 * Says how many virtual milliseconds AWS would hold back an empty answer to this input, while it
 * waits for something to give.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- every operation has an input type of its own
export type LongPoll = (input: any, operations: Operations) => number

/** The parts of an SDK package that a fake needs: its exception classes, by name. */
export type SdkModule = Record<string, unknown>

/** One account in one region, shared by all fakes of a check. */
export interface World {
  clock: VirtualClock
  region: string
  accountId: string
  /** Pseudo-random bytes for ids and tokens, the same for the same seed. */
  randomHex(bytes: number): string
  /**
   * Called where an operation that only reads, by its name, leaves something behind that another
   * time would have come out differently: whoever repeats operations later must not leave it out.
   */
  leavesTrace?(): void
  /** The operations of a service that the fake names in its `reads` (a crawler reads S3). */
  service(name: string): Operations
}

/**
 * Where a service keeps what it holds from one process to the next, if it can: as data, without
 * functions, in which only the classes that `cloud/state-graph.ts` names stand.
 */
export interface Memory {
  /** What it held when it was last looked at; undefined for one that starts empty. */
  restored: Record<string, unknown> | undefined
  /** Says how to look at all that it holds. What is handed out is written down before it changes. */
  keep(look: () => Record<string, unknown>): void
}

/** A service of the embedded AWS, as the registry knows it. */
export interface Service {
  /** AWS's short name, as in `S3` or `DynamoDB`. */
  name: string
  /** The SDK client's class, without the word "Client" only where AWS leaves it out too. */
  client: string
  /** The SDK package, loaded when the service is first used. */
  sdk(): Promise<SdkModule>
  /** Other services that this one calls; they are there before it is made. */
  reads?: readonly string[]
  /**
   * Makes a fresh service: empty, or with what `memory` restores. One that makes no use of its
   * memory is rebuilt by repeating its calls.
   */
  create(world: World, sdk: SdkModule, memory?: Memory): Operations
  /** Operations that only read by their names, but leave a trace in the state. */
  readsWithTrace?: readonly string[]
  /** The operations that poll long. Their answer is empty when it has no members. */
  longPolls?: Record<string, LongPoll>
}

interface ErrorDetails {
  message: string
  /** The HTTP status AWS sends with this error (default 400). */
  status?: number
  fault?: 'client' | 'server'
  /** Members that the exception carries besides its message, such as `CancellationReasons`. */
  data?: Record<string, unknown>
}

type ExceptionClass = new (options: object) => Error

/**
 * Makes the SDK's own exception for an AWS error: its modelled class where the SDK has one, else
 * the service's base exception with AWS's code as its name, as the SDK's deserializer does.
 */
export function awsError(sdk: SdkModule, name: string, details: ErrorDetails): Error {
  const { message, status = 400, fault = status >= 500 ? 'server' : 'client', data = {} } = details
  const $metadata = { httpStatusCode: status, attempts: 1, totalRetryDelay: 0 }
  const Modelled = sdk[name]
  const isModelled = typeof Modelled === 'function' && Modelled.prototype instanceof Error
  const Exception = (isModelled ? Modelled : baseException(sdk)) as ExceptionClass
  const error = new Exception({ name, message, $fault: fault, $metadata, ...data })
  error.name = name
  return Object.assign(error, data)
}

function baseException(sdk: SdkModule): unknown {
  const name = Object.keys(sdk).find((key) => key.endsWith('ServiceException'))
  if (!name) throw new TypeError('The SDK module exports no service exception')
  return sdk[name]
}
