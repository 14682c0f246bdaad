import type { FaultHandler, FaultPlan } from '@workshop/aws/faults'
import type { Gateway } from '@workshop/aws/gateway'
import { sdkOf, serviceOfClient } from '@workshop/aws/registry'
import { awsError } from '@workshop/aws/service'

type Which = Omit<FaultPlan, 'operation'>

/** An AWS error to answer with: its name, and what AWS says with it. */
export interface PlannedError {
  name: string
  message?: string
  /** HTTP status (default 400). */
  status?: number
  data?: Record<string, unknown>
}

/** Requests of `BatchWriteItem` by table. */
type Requests = Record<string, object[]>

/** Faults that strike the candidate's calls at the gateway, so that they work on every target. */
export class CheckFaults {
  readonly #gateway: Gateway
  readonly #sleep: (ms: number) => Promise<void>

  constructor(gateway: Gateway, sleep: (ms: number) => Promise<void>) {
    this.#gateway = gateway
    this.#sleep = sleep
  }

  /** Puts `handler` between the calls struck and the target. */
  on(operation: string, which: Which, handler: FaultHandler): void {
    this.#gateway.faults.add({ operation, ...which }, handler)
  }

  /** Answers with an AWS error; the operation is not carried out. */
  fail(operation: string, error: PlannedError, which: Which = {}): void {
    this.on(operation, which, async ({ clientName }) => {
      throw exception(clientName, error)
    })
  }

  /** Carries the operation out and then loses the answer, as a broken connection does. */
  loseResponse(operation: string, which: Which = {}): void {
    this.on(operation, which, async ({ clientName }, proceed) => {
      await proceed()
      throw exception(clientName, {
        name: 'InternalError',
        message: 'We encountered an internal error. Please try again.',
        status: 500,
      })
    })
  }

  /** Changes what AWS answers: an empty page, a corrupt byte. */
  edit<Output extends object>(
    operation: string,
    change: (output: Output, input: Record<string, unknown>) => object,
    which: Which = {},
  ): void {
    this.on(operation, which, async ({ input }, proceed) => {
      return change((await proceed()) as unknown as Output, input)
    })
  }

  /** Lets virtual time pass before the operation is carried out. */
  delay(operation: string, ms: number, which: Which = {}): void {
    this.on(operation, which, async (_, proceed) => {
      await this.#sleep(ms)
      return proceed()
    })
  }

  /** Has `PutRecords` refuse the records at these positions (from 0) and store the others. */
  failRecords(
    positions: readonly number[],
    code = 'ProvisionedThroughputExceededException',
    which: Which = {},
  ): void {
    this.on('PutRecords', which, async ({ input }, proceed) => {
      const records = input['Records'] as object[]
      const refused = new Set(positions.filter((position) => position < records.length))
      const accepted = records.filter((_, position) => !refused.has(position))
      const stored =
        accepted.length === 0 ? [] : await storeRecords({ ...input, Records: accepted }, proceed)
      const results = records.map((_, position) =>
        refused.has(position)
          ? { ErrorCode: code, ErrorMessage: `${code} was planned` }
          : stored.shift()!,
      )
      const failed = results.filter((result) => 'ErrorCode' in result).length
      return { FailedRecordCount: failed, Records: results }
    })
  }

  /** Has `BatchWriteItem` leave the requests at these positions (from 0, per table) unprocessed. */
  leaveUnprocessed(positions: readonly number[] | 'all', which: Which = {}): void {
    this.on('BatchWriteItem', which, async ({ input }, proceed) => {
      const left: Requests = {}
      const taken: Requests = {}
      for (const [table, requests] of Object.entries(input['RequestItems'] as Requests)) {
        requests.forEach((request, position) => {
          const side = positions === 'all' || positions.includes(position) ? left : taken
          side[table] = [...(side[table] ?? []), request]
        })
      }
      const output =
        Object.keys(taken).length === 0 ? {} : await proceed({ ...input, RequestItems: taken })
      const unprocessed = { ...(output as { UnprocessedItems?: Requests }).UnprocessedItems }
      for (const [table, requests] of Object.entries(left)) {
        unprocessed[table] = [...(unprocessed[table] ?? []), ...requests]
      }
      return { ...output, UnprocessedItems: unprocessed }
    })
  }
}

function exception(clientName: string, { name, message, status, data }: PlannedError): Error {
  return awsError(sdkOf(serviceOfClient(clientName)), name, {
    message: message ?? name,
    ...(status === undefined ? {} : { status }),
    ...(data === undefined ? {} : { data }),
  })
}

async function storeRecords(
  input: Record<string, unknown>,
  proceed: (input: Record<string, unknown>) => Promise<Record<string, unknown>>,
): Promise<object[]> {
  return [...((await proceed(input))['Records'] as object[])]
}
