import type { VirtualClock } from './clock.ts'
import type { AwsCall } from './intercept.ts'
import { loadService, serviceOfClient } from './registry.ts'
import type { SdkModule } from './service.ts'
import type { Support, Target } from './target.ts'

/** How long an endpoint may take to answer the probe, in real milliseconds. */
const PROBE_MS = 3_000

/** A harmless call per service that tells whether an endpoint serves it. */
const PROBES: Record<string, { operation: string; input: Record<string, unknown> }> = {
  DynamoDB: { operation: 'ListTables', input: { Limit: 1 } },
  Kinesis: { operation: 'ListStreams', input: { Limit: 1 } },
  S3: { operation: 'ListBuckets', input: {} },
  SQS: { operation: 'ListQueues', input: { MaxResults: 1 } },
}

interface SdkClient {
  send(command: unknown, options?: { abortSignal?: AbortSignal }): Promise<object>
}

/** The target `localstack`: any endpoint that speaks AWS's APIs, such as LocalStack or moto. */
export class LocalstackTarget implements Target {
  readonly name = 'localstack'
  readonly virtualTime = false
  readonly #endpoint: string
  readonly #clock: VirtualClock | undefined
  readonly #clients = new Map<string, Promise<{ client: SdkClient; sdk: SdkModule }>>()

  /** `endpoint` is a URL; `clock` stands still while the endpoint works. */
  constructor(options: { endpoint: string; clock?: VirtualClock }) {
    this.#endpoint = options.endpoint
    this.#clock = options.clock
  }

  async supports(service: string): Promise<Support> {
    const probe = PROBES[service]
    if (!probe) return { ok: false, reason: `The workshop has no probe for ${service}` }
    const { client, sdk } = await this.#client(service)
    try {
      await client.send(command(sdk, probe.operation, probe.input), {
        abortSignal: AbortSignal.timeout(PROBE_MS),
      })
      return { ok: true }
    } catch (error) {
      const why = error instanceof Error ? error.name : 'an unknown error'
      return { ok: false, reason: `${this.#endpoint} does not serve ${service} (${why})` }
    }
  }

  async handle({ clientName, operation, input, signal }: AwsCall): Promise<object> {
    const { client, sdk } = await this.#client(serviceOfClient(clientName))
    const release = this.#clock?.hold()
    try {
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
  return { client, sdk }
}

function command(sdk: SdkModule, operation: string, input: object): unknown {
  const Command = sdk[`${operation}Command`] as new (input: object) => unknown
  return new Command(input)
}

/** Streams of the endpoint's answers become bytes, as the fakes give them. */
async function withBytes(output: object): Promise<object> {
  const members = output as { Body?: { transformToByteArray?: () => Promise<Uint8Array> } }
  if (!members.Body?.transformToByteArray) return output
  return { ...output, Body: await members.Body.transformToByteArray() }
}
