import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor'
import { NormalizedSchema } from '@smithy/core/schema'
import { loadService } from '../registry.ts'
import type { SdkModule, Service } from '../service.ts'
import { type Route, routesOf } from './routes.ts'
import { eventsMember, type Member, streamedMember, withMembers } from './struct.ts'

/** The SDK's own description of a shape; the SDK alone knows its inside. */
export type Schema = Parameters<typeof NormalizedSchema.of>[0]

/** An operation as the SDK's schemas describe it. */
export interface WireOperation {
  name: string
  namespace: string
  input: Schema
  output: Schema
  /** The member of the input that is the whole body as raw bytes. */
  streamedInput: string | undefined
  /** The member of the output that is the whole body as raw bytes. */
  streamedOutput: string | undefined
  /** The member of the output that is a stream of events. */
  eventsOutput: string | undefined
  /** What of the input is neither in the URL nor raw bytes. */
  inputBody: Schema
  /** What of the output is neither its status nor raw bytes nor events. */
  outputBody: Schema
  /** Method, path with labels and query, and status of an answer, where the API has them. */
  http: readonly [method: string, uri: string, status: number] | undefined
}

/** What the adapter uses of an SDK's protocol: it (de)serializes by schema, whoever asks. */
export interface Protocol {
  getShapeId(): string
  getDefaultContentType(): string
  getPayloadCodec(): { createSerializer(): ShapeSerializer }
  setSerdeContext(context: object): void
  deserializeResponse(operation: object, context: object, response: object): Promise<object>
  serializeRequest(operation: object, input: object, context: object): Promise<SerializedMessage>
}

interface ShapeSerializer {
  write(schema: Schema, value: unknown): void
  flush(): string | Uint8Array
}

interface SerializedMessage {
  headers: Record<string, string>
  body?: string | Uint8Array
}

/** A service with all that is needed to speak its protocols. */
export interface WireService {
  name: string
  client: string
  sdk: SdkModule
  /** The name in the scope of a signature, as in `elasticmapreduce`. */
  signingName: string
  /** What stands before the dot in the header `X-Amz-Target`. */
  targetPrefix: string
  protocol: Protocol
  /** The second protocol of services that speak RPC: Smithy RPC v2 with CBOR. */
  cbor: Protocol
  /** The namespace of elements, for XML. */
  xmlNamespace: string | undefined
  context: object
  operations: ReadonlyMap<string, WireOperation>
  routes: readonly Route[]
}

interface ClientConfig {
  protocol: Protocol
  protocolSettings: { serviceTarget: string; defaultNamespace: string; xmlNamespace?: string }
  defaultSigningName: string
}

/** Reads a registered service's wire format from its SDK. */
export async function loadWireService(serviceName: string): Promise<WireService> {
  const service = await loadService(serviceName)
  return wireServiceOf(service, await service.sdk())
}

/** Reads the wire format of a client from its SDK. */
export function wireServiceOf(
  { name, client }: Pick<Service, 'name' | 'client'>,
  sdk: SdkModule,
): WireService {
  const config = configOf(sdk[client])
  const cbor = new SmithyRpcV2CborProtocol(config.protocolSettings) as unknown as Protocol
  for (const protocol of [config.protocol, cbor]) protocol.setSerdeContext(config)
  const operations = operationsOf(sdk)
  return {
    name,
    client,
    sdk,
    signingName: config.defaultSigningName,
    targetPrefix: config.protocolSettings.serviceTarget,
    protocol: config.protocol,
    cbor,
    xmlNamespace: config.protocolSettings.xmlNamespace,
    context: { ...config, endpoint: async () => ({ url: new URL('http://localhost/') }) },
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    routes: isRpc(config.protocol) ? [] : routesOf(operations),
  }
}

/** Whether all operations share one path and are told apart by a header. */
export function isRpc(protocol: Protocol): boolean {
  return !protocol.getShapeId().includes('#rest')
}

/** Whether a protocol's bodies are XML. */
export function isXml(protocol: Protocol): boolean {
  return protocol.getShapeId().endsWith('Xml')
}

function configOf(Client: unknown): ClientConfig {
  const client = new (Client as new (config: object) => { config: ClientConfig })({
    region: 'us-east-1',
    endpoint: 'http://localhost',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  })
  return client.config
}

/** The kind of schema that describes an operation (@smithy/types, `StaticOperationSchema`). */
const OPERATION = 9

type OperationSchema = readonly [
  kind: number,
  namespace: string,
  name: string,
  traits: { http?: WireOperation['http'] } | number,
  input: Schema,
  output: Schema,
]

function operationsOf(sdk: SdkModule): WireOperation[] {
  return Object.values(sdk).filter(isOperation).map(operationOf)
}

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === OPERATION
}

function operationOf([, namespace, name, traits, input, output]: OperationSchema): WireOperation {
  const http = typeof traits === 'object' ? traits.http : undefined
  const streamedInput = http && streamedMember(input)
  const streamedOutput = http && streamedMember(output)
  const eventsOutput = eventsMember(output)
  return {
    name,
    namespace,
    input,
    output,
    streamedInput,
    streamedOutput,
    eventsOutput,
    inputBody: withMembers(input, (member) => member.name !== streamedInput && !isInUrl(member)),
    outputBody: withMembers(
      output,
      (member) =>
        member.name !== streamedOutput &&
        member.name !== eventsOutput &&
        !member.traits.httpResponseCode,
    ),
    http,
  }
}

function isInUrl({ traits }: Member): boolean {
  return Boolean(traits.httpLabel ?? traits.httpQuery ?? traits.httpQueryParams)
}
