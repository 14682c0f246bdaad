import { randomBytes } from 'node:crypto'
import { setTimeout as sleepReally } from 'node:timers/promises'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { Cloud } from '../cloud/cloud.ts'
import { serve } from '../cloud/serve.ts'
import { freshWorld } from '../fresh-world.ts'
import { LocalstackTarget } from '../localstack-target.ts'

/** The class of a client of the SDK. */
// oxlint-disable-next-line typescript/no-explicit-any -- every client has a configuration of its own
export type ClientClass<Client> = new (config: any) => Client

/** An AWS that a service's contract is held against. */
export interface ContractTarget {
  name: string
  /** A client of the SDK that speaks to it, and does not try again. */
  client<Client>(Class: ClientClass<Client>): Client
  /** A name that nothing has yet, there or elsewhere: an endpoint keeps what earlier runs made. */
  unique(kind: string): string
  /** Lets milliseconds pass: they fly by on the fakes, and are waited for at an endpoint. */
  pass(ms: number): Promise<void>
  /** Whether hours pass in no time. */
  canSkipHours: boolean
  close(): Promise<void>
}

type Opener = (service: string) => Promise<ContractTarget | undefined>

/**
 * How to open each target: the fakes in process, the same behind HTTP, and the endpoint that
 * `AWS_ENDPOINT_URL` names, if any. An endpoint that does not serve the service is none.
 */
export function contractTargets(env = process.env): Opener[] {
  const endpoint = env['AWS_ENDPOINT_URL']
  return [
    openMock,
    openCloud,
    ...(endpoint ? [(name: string) => openEndpoint(endpoint, name)] : []),
  ]
}

const openMock: Opener = async () => {
  const world = freshWorld({ maxCalls: Infinity })
  return {
    name: 'mock',
    client: (Class) => world.client(Class.name, { maxAttempts: 1 }),
    unique: uniqueName,
    pass: (ms) => world.clock.advance(ms),
    canSkipHours: true,
    close: async () => {},
  }
}

const openCloud: Opener = async () => {
  const cloud = await Cloud.open()
  const server = await serve(cloud, { host: '127.0.0.1', port: 0 })
  const clients = new Clients(`http://127.0.0.1:${server.port}`)
  return {
    name: 'pnpm cloud',
    client: (Class) => clients.make(Class),
    unique: uniqueName,
    pass: async (ms) => void (await cloud.advance(ms)),
    canSkipHours: true,
    async close() {
      clients.destroy()
      cloud.end()
      await server.close(0)
      await cloud.close()
    },
  }
}

/** Some endpoints load a service when it is first asked for; a busy one is not one that lacks it. */
const PROBE_MS = 30_000

async function openEndpoint(endpoint: string, service: string) {
  const probe = new LocalstackTarget({ endpoint, probeMs: PROBE_MS })
  const support = await probe.supports(service)
  if (!support.ok) return undefined
  // Kinesis speaks HTTP/2 by default, and endpoints of this kind do not.
  const clients = new Clients(endpoint, { requestHandler: new NodeHttpHandler() })
  return {
    name: endpoint,
    client: <Client>(Class: ClientClass<Client>) => clients.make(Class),
    unique: uniqueName,
    pass: (ms: number) => sleepReally(ms),
    canSkipHours: false,
    close: async () => clients.destroy(),
  } satisfies ContractTarget
}

/** Clients that find their service at an endpoint. */
class Clients {
  readonly #made: { destroy(): void }[] = []
  readonly #config: object

  constructor(endpoint: string, config: object = {}) {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    this.#config = { endpoint, region: 'us-east-1', credentials, maxAttempts: 1, ...config }
  }

  make<Client>(Class: ClientClass<Client>): Client {
    const path = Class.name === 'S3Client' ? { forcePathStyle: true } : {}
    const client = new Class({ ...this.#config, ...path })
    this.#made.push(client as { destroy(): void })
    return client
  }

  destroy(): void {
    for (const client of this.#made) client.destroy()
  }
}

function uniqueName(kind: string): string {
  return `${kind}-${randomBytes(6).toString('hex')}`
}
