import type { VirtualClock } from './clock.ts'
import { type AwsCall, unmock } from './intercept.ts'
import { loadService, serviceOfClient } from './registry.ts'
import { awsError, type SdkModule } from './service.ts'
import type { Support, Target } from './target.ts'

/** How long an endpoint may take to answer the probe, in real milliseconds. */
const PROBE_MS = 3_000

interface Probe {
  operation: string
  input: Record<string, unknown>
  /** A member that AWS's answer always has: a web page, too, is answered with 200. */
  answer?: string
}

/** A harmless call per service that tells whether an endpoint serves it. */
const PROBES: Record<string, Probe> = {
  Athena: { operation: 'ListWorkGroups', input: { MaxResults: 1 }, answer: 'WorkGroups' },
  Batch: { operation: 'DescribeJobQueues', input: { maxResults: 1 }, answer: 'jobQueues' },
  DataPipeline: { operation: 'ListPipelines', input: {}, answer: 'pipelineIdList' },
  DynamoDB: { operation: 'ListTables', input: { Limit: 1 }, answer: 'TableNames' },
  DynamoDBStreams: { operation: 'ListStreams', input: { Limit: 1 }, answer: 'Streams' },
  EMR: { operation: 'ListClusters', input: {}, answer: 'Clusters' },
  Glacier: { operation: 'ListVaults', input: { accountId: '-', limit: 1 }, answer: 'VaultList' },
  Glue: { operation: 'ListCrawlers', input: { MaxResults: 1 }, answer: 'CrawlerNames' },
  IoT: { operation: 'ListThings', input: { maxResults: 1 }, answer: 'things' },
  IoTDataPlane: { operation: 'ListRetainedMessages', input: {}, answer: 'retainedTopics' },
  Kinesis: { operation: 'ListStreams', input: { Limit: 1 }, answer: 'StreamNames' },
  S3: { operation: 'ListBuckets', input: {}, answer: 'Buckets' },
  SQS: { operation: 'ListQueues', input: { MaxResults: 1 } },
}

interface SdkClient {
  config: object
  send(command: unknown, options?: { abortSignal?: AbortSignal }): Promise<object>
}

/** The target `localstack`: any endpoint that speaks AWS's APIs, such as LocalStack or moto. */
export class LocalstackTarget implements Target {
  readonly name = 'localstack'
  readonly isShared = true
  readonly #endpoint: string
  readonly #clock: VirtualClock | undefined
  readonly #probeMs: number
  readonly #clients = new Map<string, Promise<{ client: SdkClient; sdk: SdkModule }>>()

  /**
   * `endpoint` is a URL; `clock` stands still while the endpoint works; `probeMs` is how long the
   * endpoint may take to answer a probe, in real milliseconds (default 3,000).
   */
  constructor(options: { endpoint: string; clock?: VirtualClock; probeMs?: number }) {
    this.#endpoint = options.endpoint
    this.#clock = options.clock
    this.#probeMs = options.probeMs ?? PROBE_MS
  }

  async supports(service: string): Promise<Support> {
    const probe = Object.hasOwn(PROBES, service) ? PROBES[service] : undefined
    if (!probe) return { ok: false, reason: `The workshop has no probe for ${service}` }
    const { client, sdk } = await this.#client(service)
    const { operation, input, answer } = probe
    const refused = (why: string): Support => {
      return { ok: false, reason: `${this.#endpoint} does not serve ${service} (${why})` }
    }
    const abortSignal = AbortSignal.timeout(this.#probeMs)
    try {
      const output = await client.send(command(sdk, operation, input), { abortSignal })
      if (answer === undefined || Object.hasOwn(output, answer)) return { ok: true }
      return refused(`${operation} is answered without ${answer}`)
    } catch (error) {
      return refused(abortSignal.aborted ? `no answer in ${this.#probeMs} ms` : nameOf(error))
    }
  }

  async handle({ clientName, operation, input, signal }: AwsCall): Promise<object> {
    const release = this.#clock?.hold()
    try {
      const { client, sdk } = await this.#client(serviceOfClient(clientName))
      const options = signal ? { abortSignal: signal } : undefined
      return await withBytes(await client.send(command(sdk, operation, input), options))
    } finally {
      release?.()
    }
  }

  #client(service: string) {
    const known = this.#clients.get(service)
    if (known) return known
    const made = makeClient(service, this.#endpoint)
    this.#clients.set(service, made)
    return made
  }
}

async function makeClient(name: string, endpoint: string) {
  const service = await loadService(name)
  const sdk = await service.sdk()
  const { NodeHttpHandler } = await import('@smithy/node-http-handler')
  const Client = sdk[service.client] as new (config: object) => SdkClient
  const client = new Client({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    // Kinesis speaks HTTP/2 by default, and local endpoints do not.
    requestHandler: new NodeHttpHandler({ connectionTimeout: PROBE_MS }),
    ...(name === 'S3' ? { forcePathStyle: true } : {}),
  })
  // Visible tests mock classes of the SDK in this very process.
  unmock(client)
  return { client, sdk }
}

function command(sdk: SdkModule, operation: string, input: object): unknown {
  const Command = sdk[`${operation}Command`]
  if (typeof Command !== 'function') {
    const message = `The SDK has no operation ${operation}`
    throw awsError(sdk, 'NotImplemented', { message, status: 501 })
  }
  return new (Command as new (input: object) => unknown)(input)
}

/** Node's code says more than the name "Error": ECONNREFUSED, ENOTFOUND. */
function nameOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string }
  return code ?? name ?? 'an unknown error'
}

/** Streams of the endpoint's answers become bytes, as the fakes give them. */
async function withBytes(output: object): Promise<object> {
  const members = output as { Body?: { transformToByteArray?: () => Promise<Uint8Array> } }
  if (!members.Body?.transformToByteArray) return output
  return { ...output, Body: await members.Body.transformToByteArray() }
}
