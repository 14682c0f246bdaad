import { awsError, type SdkModule, type World } from '../service.ts'

/** What every part of Athena is made with. */
export interface Part {
  world: World
  sdk: SdkModule
}

/**
 * Makes the exception for a request that Athena does not take, with its code: `INVALID_INPUT`, or
 * `MALFORMED_QUERY` for SQL.
 */
export function invalidRequest({ sdk }: Part, message: string, code = 'INVALID_INPUT'): Error {
  const data = { Message: message, AthenaErrorCode: code }
  return awsError(sdk, 'InvalidRequestException', { message, data })
}

/** Makes the exception for more queries at once than Athena runs; AWS's text. */
export function tooManyQueries({ sdk }: Part): Error {
  const message =
    'You have exceeded the limit for the number of queries you can run concurrently. ' +
    'Please reduce the number of concurrent queries submitted by this account. ' +
    'Contact customer support to request a concurrent query limit increase.'
  const data = { Message: message, Reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED' }
  return awsError(sdk, 'TooManyRequestsException', { message, data })
}

/** Makes the exception for a resource that is not there. */
export function notFound({ sdk }: Part, message: string, ResourceName?: string): Error {
  const data = { Message: message, ...(ResourceName === undefined ? {} : { ResourceName }) }
  return awsError(sdk, 'ResourceNotFoundException', { message, data })
}

/** Makes the exception for what the catalog does not have. */
export function metadataFailure({ sdk }: Part, message: string): Error {
  return awsError(sdk, 'MetadataException', { message, data: { Message: message } })
}

/** Makes the error for something that this fake knows of but does not do. */
export function notEmulated({ sdk }: Part, what: string): Error {
  const message = `The embedded AWS does not emulate ${what} in Athena`
  return awsError(sdk, 'NotImplemented', { message, status: 501 })
}

/** Refuses the first of the named members that is present in `input`. */
export function refuseMembers(part: Part, input: object | undefined, members: string[]): void {
  for (const [member, value] of Object.entries(input ?? {})) {
    const isPresent = value !== undefined && value !== null && value !== false
    if (isPresent && members.includes(member)) throw notEmulated(part, `the member "${member}"`)
  }
}
