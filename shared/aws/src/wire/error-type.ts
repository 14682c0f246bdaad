/**
 * Where AWS's errors of DynamoDB come from: their `__type` names a namespace that the API's model
 * does not (recorded on AWS by dynalite's tests).
 */
const DYNAMODB = 'com.amazonaws.dynamodb.v20120810#'
const VALIDATION = 'com.amazon.coral.validate#'
const SERVICE = 'com.amazon.coral.service#'

const VALIDATION_ERRORS = new Set(['ValidationException'])
const SERVICE_ERRORS = new Set([
  'AccessDeniedException',
  'SerializationException',
  'UnknownOperationException',
])

/** The `__type` of an error in JSON, and the name of the member that holds its text. */
export function errorType(
  name: string,
  { targetPrefix, modelled }: { targetPrefix: string | undefined; modelled: string | undefined },
): { type: string; textMember: 'message' | 'Message' } {
  const type = modelled ?? name
  if (!targetPrefix?.startsWith('DynamoDB')) return { type, textMember: 'message' }
  if (VALIDATION_ERRORS.has(name)) return { type: VALIDATION + name, textMember: 'message' }
  if (SERVICE_ERRORS.has(name)) return { type: SERVICE + name, textMember: 'Message' }
  return { type: modelled ? DYNAMODB + name : name, textMember: 'message' }
}
