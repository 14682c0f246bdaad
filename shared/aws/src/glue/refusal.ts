import { awsError, type SdkModule, type World } from '../service.ts'

/** What every part of Glue is made with. */
export interface Part {
  world: World
  sdk: SdkModule
}

/** Makes one of Glue's exceptions. */
export function failure({ sdk }: Part, name: string, message: string): Error {
  return awsError(sdk, name, { message, data: { Message: message } })
}

/** Makes the exception for input that Glue does not take. */
export function invalidInput(part: Part, message: string): Error {
  return failure(part, 'InvalidInputException', message)
}

/** Makes the exception for a name or id that nothing has. */
export function notFound(part: Part, message: string): Error {
  return failure(part, 'EntityNotFoundException', message)
}

/** Makes the error for something that this fake knows of but does not act on. */
export function notEmulated({ sdk }: Part, what: string): Error {
  return awsError(sdk, 'UnknownOperationException', {
    message: `${what} is not emulated`,
    status: 501,
  })
}

/** Refuses the first of the named members that is present in `input`. */
export function refuseMembers(part: Part, input: object, members: string[]): void {
  for (const [member, value] of Object.entries(input)) {
    const isPresent = value !== undefined && value !== null && value !== false
    if (isPresent && members.includes(member)) throw notEmulated(part, `The member "${member}"`)
  }
}
