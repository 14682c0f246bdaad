import type { BatchClient } from '@aws-sdk/client-batch'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { EMRClient } from '@aws-sdk/client-emr'
import type { GlacierClient } from '@aws-sdk/client-glacier'
import type { GlueClient } from '@aws-sdk/client-glue'
import type { KinesisClient } from '@aws-sdk/client-kinesis'
import type { S3Client } from '@aws-sdk/client-s3'
import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { AwsHandler } from '@workshop/aws/intercept'
import type { Gateway, RecordedCall } from '@workshop/aws/gateway'
import { makeClient } from '@workshop/aws/make-client'
import { sdkClass, serviceNames } from '@workshop/aws/registry'
import { CheckFaults } from './check-faults.ts'
import { createBucket, type BucketSettings, type CheckBucket } from './check-bucket.ts'
import { createDatabase, type CheckDatabase } from './check-catalog.ts'
import { createQueue, type CheckQueue } from './check-queue.ts'
import { createStream, type CheckStream, type StreamSettings } from './check-stream.ts'
import { createTable, type CheckTable, type TableSettings } from './check-table.ts'
import { createVault, type CheckVault } from './check-vault.ts'

/** A command of the SDK, of whichever service. */
export interface Command<Output> {
  resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: Output }>
}

/**
 * AWS as a check sees it: clients to lend to the candidate, commands to arrange and inspect with,
 * faults to plan. Nothing here looks inside a fake, so a check means the same on every target.
 */
export class CheckAws {
  readonly faults: CheckFaults
  /** Lets virtual time pass. */
  readonly sleep: (ms: number) => Promise<void>
  /** Waits for the target to get on: in virtual time, but really where an endpoint takes its own. */
  readonly pause: (ms: number) => Promise<void>
  readonly #gateway: Gateway
  readonly #suffix: string
  readonly #lent = new Map<string, object>()
  readonly #own = new Map<string, { send(command: object): Promise<object> }>()
  #names = 0

  /** `pause` is `sleep` unless the target lives in real time. */
  constructor(options: {
    gateway: Gateway
    sleep: (ms: number) => Promise<void>
    pause?: (ms: number) => Promise<void>
    suffix: string
  }) {
    this.#gateway = options.gateway
    this.#suffix = options.suffix
    this.sleep = options.sleep
    this.pause = options.pause ?? options.sleep
    this.faults = new CheckFaults(options.gateway, options.sleep)
  }

  /** S3: the client to lend to the candidate, and buckets with names nobody can guess. */
  get s3() {
    return {
      client: this.#lend('S3Client') as S3Client,
      bucket: (settings?: BucketSettings): Promise<CheckBucket> => createBucket(this, settings),
    }
  }

  /** DynamoDB: the clients to lend to the candidate, and tables with names nobody can guess. */
  get dynamodb() {
    const lend = (className: string) => this.#lend(className)
    return {
      get client() {
        return lend('DynamoDBClient') as DynamoDBClient
      },
      get doc() {
        return lend('DynamoDBDocumentClient') as DynamoDBDocumentClient
      },
      table: (settings: TableSettings): Promise<CheckTable> => createTable(this, settings),
    }
  }

  /** Glacier: the client to lend to the candidate, and vaults with names nobody can guess. */
  get glacier() {
    return {
      client: this.#lend('GlacierClient') as GlacierClient,
      vault: (): Promise<CheckVault> => createVault(this),
    }
  }

  /** Glue: the client to lend to the candidate, and databases with names nobody can guess. */
  get glue() {
    return {
      client: this.#lend('GlueClient') as GlueClient,
      database: (): Promise<CheckDatabase> => createDatabase(this),
    }
  }

  /** Kinesis: the client to lend to the candidate, and streams with names nobody can guess. */
  get kinesis() {
    return {
      client: this.#lend('KinesisClient') as KinesisClient,
      stream: (settings?: StreamSettings): Promise<CheckStream> => createStream(this, settings),
    }
  }

  /** SQS: the client to lend to the candidate, and queues with names nobody can guess. */
  get sqs() {
    return {
      client: this.#lend('SQSClient') as SQSClient,
      queue: (attributes?: Record<string, string>): Promise<CheckQueue> =>
        createQueue(this, attributes),
    }
  }

  /** Batch: the client to lend to the candidate. */
  get batch() {
    return { client: this.#lend('BatchClient') as BatchClient }
  }

  /** EMR: the client to lend to the candidate. */
  get emr() {
    return { client: this.#lend('EMRClient') as EMRClient }
  }

  /** Sends a command of the check itself: it is not recorded, and no fault strikes it. */
  async send<Output>(command: Command<Output>): Promise<Output> {
    return (await this.#sender(command).send(command)) as Output
  }

  /** What the candidate asked AWS for, in order; of one operation (as in `PutObject`) if named. */
  calls(operation?: string): readonly RecordedCall[] {
    const { calls } = this.#gateway
    return operation ? calls.filter((call) => call.operation === operation) : calls
  }

  /** A name for a resource, unlike any other in this run. */
  uniqueName(kind: string): string {
    return `${kind}-${this.#suffix}-${++this.#names}`
  }

  /** The handler behind a client that was lent to the candidate. */
  handlerOf(client: object): AwsHandler | undefined {
    return [...this.#lent.values()].includes(client) ? this.#gateway.fromCandidate : undefined
  }

  #lend(className: string): object {
    const client =
      this.#lent.get(className) ??
      makeClient(className, this.#gateway.fromCandidate, { sdkClass, config: {} })
    this.#lent.set(className, client)
    return client
  }

  #sender(command: object) {
    const { schema, clientCommand } = command as {
      schema?: readonly unknown[]
      clientCommand?: { schema: readonly unknown[] }
    }
    const namespace = String((clientCommand?.schema ?? schema)?.[1])
    const service = serviceNames.find((name) => namespace === `com.amazonaws.${name.toLowerCase()}`)
    if (!service) throw new RangeError(`The embedded AWS has no service for "${namespace}"`)
    const className = clientCommand ? 'DynamoDBDocumentClient' : `${service}Client`
    const client =
      this.#own.get(className) ??
      makeClient(className, this.#gateway.fromCheck, { sdkClass, config: { maxAttempts: 1 } })
    this.#own.set(className, client)
    return client
  }
}
