import { NormalizedSchema, SCHEMA } from '@smithy/core/schema'
import { bytesOf, escapeXml, XML_HEADER } from './encode.ts'
import { errorType } from './error-type.ts'
import type { WireResponse } from './message.ts'
import { membersOf } from './struct.ts'
import { isXml, type Protocol, type Schema, type WireService } from './wire-service.ts'

/** Where an error goes: the protocol that was spoken, and to whom, as far as that is known. */
export interface ErrorContext {
  protocol: Protocol | undefined
  service: WireService | undefined
  headers: Record<string, string>
  requestId: string
}

/** An error as AWS would send it: its code, its HTTP status and its members, and nothing else. */
export interface AwsFailure {
  name: string
  message: string
  status: number
  members: Record<string, unknown>
}

/**
 * Reads what AWS would say of an error. One that is no exception of the SDK is a mistake of the
 * fake, of which the client learns no more than that.
 */
export function failureOf(error: unknown): AwsFailure {
  const { name, message, status, $metadata, $fault, ...members } = {
    ...(error as object),
    name: (error as Error).name,
    message: (error as Error).message,
  } as Partial<AwsFailure> & { $metadata?: { httpStatusCode?: number }; $fault?: string }
  if ($fault === undefined && status === undefined) {
    return { ...INTERNAL_FAILURE, members: {} }
  }
  const told = $metadata?.httpStatusCode ?? status
  return { name: name!, message: message!, status: told ?? faultStatus($fault), members }
}

/** Whether the error is a mistake of the embedded AWS itself. */
export function isMistake(failure: AwsFailure): boolean {
  return failure.name === INTERNAL_FAILURE.name
}

const INTERNAL_FAILURE = {
  name: 'InternalFailure',
  message: 'The embedded AWS made a mistake: its log says more',
  status: 500,
}

/** Writes an error in the shape of its protocol. */
export function encodeError(failure: AwsFailure, context: ErrorContext): WireResponse {
  const { protocol, service, headers } = context
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  if (isForm && !(protocol && isXml(protocol))) return queryError(failure, context)
  if (!protocol || !service) {
    return headers['x-amz-target'] ? jsonError(failure, {}) : xmlError(failure, context)
  }
  if (isXml(protocol)) return xmlError(failure, context)
  const schema = errorSchema(service, failure.name)
  if (protocol === service.cbor) return cborError(failure, protocol, schema)
  const { targetPrefix } = service
  return jsonError(failure, { targetPrefix, ...(schema && { modelled: { schema, protocol } }) })
}

function faultStatus(fault: string | undefined): number {
  return fault === 'server' ? 500 : 400
}

/** The kind of schema that describes an exception (@smithy/types, `StaticErrorSchema`). */
const ERROR = -3

/** What the SDK knows of a service's exception; undefined for one that it does not model. */
export function errorSchema({ sdk }: WireService, name: string): Schema | undefined {
  const schema = sdk[`${name}$`]
  return Array.isArray(schema) && schema[0] === ERROR ? (schema as unknown as Schema) : undefined
}

function jsonError(
  failure: AwsFailure,
  context: { modelled?: { schema: Schema; protocol: Protocol }; targetPrefix?: string },
): WireResponse {
  const { modelled, targetPrefix } = context
  const { name, message, status } = failure
  const namespace = modelled && NormalizedSchema.of(modelled.schema).getName(true)
  const isRest = modelled?.protocol.getShapeId().includes('#rest')
  const type = modelled?.protocol.getDefaultContentType() ?? 'application/x-amz-json-1.0'
  const told = errorType(name, { targetPrefix, modelled: namespace })
  const body = {
    ...(isRest ? {} : { __type: told.type }),
    [told.textMember]: message,
    ...(modelled && membersAsJson(failure, modelled)),
  }
  return {
    status,
    headers: {
      'content-type': type,
      'x-amzn-errortype': name,
      ...(modelled && queryErrorHeader(modelled.schema, failure)),
    },
    body: [Buffer.from(JSON.stringify(body))],
  }
}

function membersAsJson(
  failure: AwsFailure,
  { schema, protocol }: { schema: Schema; protocol: Protocol },
): object {
  const serializer = protocol.getPayloadCodec().createSerializer()
  serializer.write(schema, withMessage(schema, failure))
  return JSON.parse(bytesOf(serializer.flush()).toString()) as object
}

/** Services that once spoke the query protocol go on telling its codes (the trait awsQueryError). */
function queryErrorHeader(schema: Schema, { status }: AwsFailure) {
  const traits = NormalizedSchema.of(schema).getMergedTraits()
  const { awsQueryError } = traits as { awsQueryError?: [code: string, status: number] }
  if (!awsQueryError) return {}
  return { 'x-amzn-query-error': `${awsQueryError[0]};${status < 500 ? 'Sender' : 'Receiver'}` }
}

function cborError(
  failure: AwsFailure,
  protocol: Protocol,
  schema: Schema | undefined,
): WireResponse {
  const { message, name } = failure
  const type = (schema && NormalizedSchema.of(schema).getName(true)) ?? name
  const serializer = protocol.getPayloadCodec().createSerializer()
  const values = schema ? withMessage(schema, failure) : { message }
  serializer.write(NormalizedSchema.of(SCHEMA.DOCUMENT), { __type: type, message, ...values })
  return {
    status: failure.status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body: [bytesOf(serializer.flush())],
  }
}

/**
 * Exceptions hold their text as `message`, which some schemas spell `Message`; those of Glacier
 * have their own name as `code`, too.
 */
function withMessage(schema: Schema, { name, message, members }: AwsFailure) {
  const known: Record<string, unknown> = { code: name, ...members, message, Message: message }
  const own = membersOf(schema).filter((member) => known[member.name] !== undefined)
  return Object.fromEntries(own.map((member) => [member.name, known[member.name]]))
}

function xmlError(failure: AwsFailure, { requestId }: ErrorContext): WireResponse {
  const { name, message, status, members } = failure
  const scalars = Object.entries(members).filter(([, value]) =>
    /^(string|number|boolean)$/.test(typeof value),
  )
  const fields = {
    Code: name,
    Message: message,
    ...Object.fromEntries(scalars),
    RequestId: requestId,
  }
  return xml(status, `<Error>${elements(fields)}</Error>`)
}

function queryError({ name, message, status }: AwsFailure, { requestId }: ErrorContext) {
  const fields = { Type: status < 500 ? 'Sender' : 'Receiver', Code: name, Message: message }
  return xml(
    status,
    `<ErrorResponse><Error>${elements(fields)}</Error>${elements({ RequestId: requestId })}</ErrorResponse>`,
  )
}

function xml(status: number, text: string): WireResponse {
  const body = [Buffer.from(XML_HEADER + text)]
  return { status, headers: { 'content-type': 'application/xml' }, body }
}

function elements(fields: Record<string, unknown>): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('')
}
