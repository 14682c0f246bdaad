import { awsError, type SdkModule, type World } from '../../service.ts'

/** What every part of Glue is made with. */
export interface Part {
  world: World
  sdk: SdkModule
}

/** A member's name, as AWS's texts spell it, and its value. */
type Member<Value> = [name: string, value: Value | null | undefined]

/** Glue's single-line string pattern (API reference, "Common data types"). */
const SINGLE_LINE = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\t]*$/u

/** Makes one of Glue's exceptions. */
export function failure({ sdk }: Part, name: string, message: string): Error {
  return awsError(sdk, name, { message, data: { Message: message } })
}

/** Makes the InvalidInputException that Glue refuses most wrong input with. */
export function invalid(part: Part, message: string): Error {
  return failure(part, 'InvalidInputException', message)
}

/** Makes the EntityNotFoundException for something that does not exist. */
export function notFound(part: Part, message: string): Error {
  return failure(part, 'EntityNotFoundException', message)
}

/** Makes the error for something that this fake knows of but does not act on. */
export function notEmulated({ sdk }: Part, what: string): Error {
  return awsError(sdk, 'NotImplemented', {
    message: `The embedded AWS does not emulate ${what} of Glue`,
    status: 501,
  })
}

/** Returns a required name of 1 to 255 characters; throws InvalidInputException, as all below. */
export function requireName(part: Part, member: Member<string>, pattern = SINGLE_LINE): string {
  const text = required(part, member)
  const [name] = member
  const breaks = (text: string) => violation(part, member, text)
  if (text.length === 0) throw breaks('Member must have length greater than or equal to 1')
  if (text.length > 255) throw breaks('Member must have length less than or equal to 255')
  if (pattern.test(text)) return text
  const message = 'The parameter value contains one or more characters that are not valid.'
  throw invalid(part, `${message} Parameter Name: ${name}`)
}

/** Returns the value of a required member. */
export function required<Value>(part: Part, [name, value]: Member<Value>): Value {
  if (value !== undefined && value !== null) return value
  throw violation(part, [name, undefined], 'Member must not be null')
}

/** Refuses a number that is not whole or not within the bounds; an absent one is fine. */
export function checkInteger(
  part: Part,
  member: Member<number>,
  { min, max }: { min: number; max: number },
): void {
  const [, value] = member
  if (value === undefined || value === null) return
  const breaks = (text: string) => violation(part, member, text)
  if (!Number.isInteger(value)) throw breaks('Member must be an integer')
  if (value < min) throw breaks(`Member must have value greater than or equal to ${min}`)
  if (value > max) throw breaks(`Member must have value less than or equal to ${max}`)
}

/** Returns the value of a required member that must be one of `names`. */
export function requireOneOf<const Name extends string>(
  part: Part,
  member: Member<string>,
  names: readonly Name[],
): Name {
  const value = required(part, member)
  const name = names.find((candidate) => candidate === value)
  if (name) return name
  const text = `Member must satisfy enum value set: [${names.join(', ')}]`
  throw violation(part, member, text)
}

/** Returns the list in a required member, with 1 to `max` entries. */
export function requireList<Entry>(part: Part, member: Member<Entry[]>, max: number): Entry[] {
  const list = required(part, member)
  const bound = list.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${max}`
  if (list.length >= 1 && list.length <= max) return list
  throw violation(part, member, `Member must have length ${bound}`)
}

/** AWS lists every violation; we report the first. */
function violation(
  part: Part,
  [name, value]: Member<string | number | object>,
  constraint: string,
): Error {
  const shown = value === undefined ? 'null' : `'${JSON.stringify(value).replaceAll('"', '')}'`
  const text = `Value ${shown} at '${name}' failed to satisfy constraint: ${constraint}`
  return invalid(part, `1 validation error detected: ${text}`)
}
