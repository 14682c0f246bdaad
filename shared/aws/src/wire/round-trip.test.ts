// Longer than most: it makes an input and an output for every operation of every client.
import { createRequire } from 'node:module'
import { deserialize, serialize } from 'node:v8'
import { isDeepStrictEqual } from 'node:util'
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Listening } from '../cloud/listen.ts'
import { serve, type Served } from '../cloud/serve.ts'
import type { AwsCall } from '../intercept.ts'
import { loadService, serviceNames } from '../registry.ts'
import { awsError, type SdkModule } from '../service.ts'
import { membersOf } from './struct.ts'
import { valuesOf } from './test-shapes.ts'
import { type Schema, type WireService, wireServiceOf } from './wire-service.ts'

// Every SDK of the lesson, whether or not its service is emulated yet: the wire knows schemas only.
const CLIENTS: [client: string, sdk: string][] = [
  ['AthenaClient', '@aws-sdk/client-athena'],
  ['BatchClient', '@aws-sdk/client-batch'],
  ['DataPipelineClient', '@aws-sdk/client-data-pipeline'],
  ['DynamoDBClient', '@aws-sdk/client-dynamodb'],
  ['DynamoDBStreamsClient', '@aws-sdk/client-dynamodb-streams'],
  ['EMRClient', '@aws-sdk/client-emr'],
  ['GlacierClient', '@aws-sdk/client-glacier'],
  ['GlueClient', '@aws-sdk/client-glue'],
  ['IoTClient', '@aws-sdk/client-iot'],
  ['IoTDataPlaneClient', '@aws-sdk/client-iot-data-plane'],
  ['KinesisClient', '@aws-sdk/client-kinesis'],
  ['S3Client', '@aws-sdk/client-s3'],
  ['SQSClient', '@aws-sdk/client-sqs'],
]

const CHECKSUMS = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
]

/** Members that clients compute, check or refuse themselves. */
const NOT_GENERATED = new Set([
  ...CHECKSUMS.map((name) => `Checksum${name}`),
  'ChecksumAlgorithm',
  'ChecksumMode',
  'ContentMD5',
  'ContentLength',
  'ExpiresString',
  'checksum',
  'SSECustomerKey',
  'CopySourceSSECustomerKey',
  'SSECustomerKeyMD5',
  'CopySourceSSECustomerKeyMD5',
])

/** Members that clients add. */
const ADDED = new Set([...NOT_GENERATED, 'ContentType'])

/** What every error of the SDK has. */
const ERROR_FACE = {
  name: '',
  message: '',
  $fault: '',
  $response: '',
  Code: '',
  Type: '',
  Error: '',
  RequestId: '',
  __type: '',
  code: '',
}

const RPC_CLIENTS = new Set([
  'AthenaClient',
  'DataPipelineClient',
  'DynamoDBClient',
  'DynamoDBStreamsClient',
  'EMRClient',
  'GlueClient',
  'KinesisClient',
  'SQSClient',
])

/** One goes to a host of its own, the other to a service that is none of the lesson's. */
const ELSEWHERE = new Set(['WriteGetObjectResponse', 'ListDirectoryBuckets'])

vi.setConfig({ testTimeout: 120_000 })

const require = createRequire(import.meta.url)
let server: Listening
let canned: (call: AwsCall) => Promise<object>
const services = new Map<string, WireService>()

beforeAll(async () => {
  for (const [client, sdk] of CLIENTS) {
    services.set(client, wireServiceOf({ name: client, client }, require(sdk) as SdkModule))
  }
  const cloud = { call: (call: AwsCall) => canned(call), now: Date.now } as Served
  server = await serve(cloud, { host: '127.0.0.1', port: 0, services: [...services.values()] })
})

afterAll(() => server.close(0))

test('every registered service has its client here', async () => {
  const registered = await Promise.all(serviceNames.map(loadService))
  const clients = CLIENTS.map(([client]) => client)
  expect(clients).toEqual(expect.arrayContaining(registered.map(({ client }) => client)))
})

describe.each(CLIENTS)('%s', (client, sdkName) => {
  const sdk = require(sdkName) as SdkModule

  test('reaches every operation with its input, and reads every output', async () => {
    expect(await problemsOf(sdk, client)).toEqual([])
  })

  test('gets every exception with its class, status and members', async () => {
    const { operations } = services.get(client)!
    const [operation] = [...operations.values()].filter(({ name }) =>
      /^(?:Get|Describe|List)/.test(name),
    )
    const problems: string[] = []
    for (const [name, schema] of exceptionsOf(sdk)) {
      const { message: _, Message: __, ...data } = sampleOf(schema)
      canned = async () => {
        throw awsError(sdk, name, { message: `No <b>more</b> "${name}"`, status: 409, data })
      }
      const error = await send(sdk, client, {
        name: operation!.name,
        input: sampleOf(operation!.input),
      }).catch((thrown: unknown) => thrown as Members)
      const expected = {
        name,
        message: `No <b>more</b> "${name}"`,
        $metadata: { httpStatusCode: 409 },
      }
      if (!(error instanceof (sdk[name] as new () => Error)))
        problems.push(`${name} is no exception of its class`)
      expect(error).toMatchObject(expected)
      problems.push(
        ...difference(
          comparable({ ...error, ...ERROR_FACE }),
          comparable({ ...data, ...ERROR_FACE }),
        ).map((what) => `${name}: ${what}`),
      )
    }
    expect(problems).toEqual([])
  })
})

describe.each(CLIENTS.filter(([name]) => RPC_CLIENTS.has(name)))(
  '%s in CBOR',
  (client, sdkName) => {
    test('reaches every operation with its input, and reads every output', async () => {
      const config = { protocol: SmithyRpcV2CborProtocol }
      expect(await problemsOf(require(sdkName) as SdkModule, client, config)).toEqual([])
    })
  },
)

/** Says what of which operation did not arrive as it was sent. */
async function problemsOf(sdk: SdkModule, client: string, config: object = {}): Promise<string[]> {
  const problems: string[] = []
  for (const operation of services.get(client)!.operations.values()) {
    const { name, input, output } = operation
    if (ELSEWHERE.has(name) || hasEvents(input) || hasEvents(output)) continue
    const [sent, given] = [sampleOf(input), sampleOf(output)]
    let got: AwsCall | undefined
    canned = async (call) => {
      got = call
      return given
    }
    try {
      const answer = await send(sdk, client, { name, input: sent, config })
      expect(got).toMatchObject({ clientName: client, operation: name })
      const read = comparable(got!.input)
      // What a journal keeps is what it was given.
      expect(comparable(deserialize(serialize(got!.input)))).toEqual(read)
      problems.push(
        ...difference(read, comparable(sent)).map((what) => `${name} in: ${what}`),
        ...difference(comparable(answer), comparable(given)).map((what) => `${name} out: ${what}`),
      )
    } catch (error) {
      problems.push(`${name}: ${(error as Error).message}`)
    }
  }
  return problems
}

function exceptionsOf(sdk: SdkModule): [name: string, schema: Schema][] {
  return Object.values(sdk)
    .filter((value): value is [number, string, string] => Array.isArray(value) && value[0] === -3)
    .filter(([, , name]) => typeof sdk[name] === 'function' && !name.endsWith('ServiceException'))
    .map((schema) => [schema[2], schema as unknown as Schema])
}

/** The members that differ, apart from those that are merely empty in `got`. */
function difference(got: Members, wanted: Members): string[] {
  const names = [...new Set([...Object.keys(got), ...Object.keys(wanted)])]
  return names
    .filter((name) => !isDeepStrictEqual(got[name], wanted[name]))
    .filter((name) => name in wanted || !(isEmpty(got[name]) || ADDED.has(name)))
    .map((name) => `${name}: ${JSON.stringify(got[name])}, not ${JSON.stringify(wanted[name])}`)
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0)
}

type Members = Record<string, unknown>

function sampleOf(schema: Schema): Record<string, unknown> {
  const [value] = fc.sample(valuesOf(schema, { without: NOT_GENERATED }), { seed: 17, numRuns: 1 })
  return value!
}

function hasEvents(schema: Schema): boolean {
  return membersOf(schema).some(
    ({ schema: member }) => member.isStreaming() && member.isStructSchema(),
  )
}

async function send(
  sdk: SdkModule,
  client: string,
  { name, input, config = {} }: { name: string; input: object; config?: object },
) {
  const Client = sdk[client] as new (config: object) => {
    send(command: object): Promise<object>
    destroy(): void
  }
  const Command = sdk[`${name}Command`] as new (input: object) => object
  const made = new Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
    md5: false,
    ...config,
  })
  try {
    return await withStreamsRead(await made.send(new Command(input)))
  } finally {
    made.destroy()
  }
}

async function withStreamsRead(output: object): Promise<Members> {
  const entries = await Promise.all(
    Object.entries(output).map(async ([name, value]) => {
      const stream = value as { transformToByteArray?: () => Promise<Uint8Array> } | undefined
      return [name, stream?.transformToByteArray ? await stream.transformToByteArray() : value]
    }),
  )
  return Object.fromEntries(entries) as Members
}

/** Byte arrays of all kinds as one kind, and text that the SDK wraps as text. */
function comparable<Value>(value: Value): Value {
  return plain(value) as Value
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('hex') }
  if (value instanceof Date) return value
  if (value instanceof String) return String(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([name, one]) => name !== '$metadata' && one !== undefined,
  )
  return Object.fromEntries(entries.map(([name, one]) => [name, plain(one)]))
}
