import { failure, invalidInput, type Part } from './refusal.ts'

/** A member's name, as AWS's texts spell it, and its value. */
type Member<Value> = [name: string, value: Value | null | undefined]

/** Lengths in UTF-16 code units. */
interface TextRule {
  max?: number
}

/** Numbers or lengths, inclusive. */
interface Bounds {
  min: number
  max: number
}

/** Glue's single-line string pattern (API reference, "Common data types"). */
const SINGLE_LINE = /^[\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}\t]*$/u

/** Returns the value of a required member; throws ValidationException, as do all functions here. */
export function required<Value>(part: Part, [name, value]: Member<Value>): Value {
  if (value === undefined || value === null) throw mustNotBeNull(part, name)
  return value
}

/** Returns the text in a required member. */
export function requireText(part: Part, member: Member<string>, { max }: TextRule = {}): string {
  const text = required(part, member)
  checkLength(part, member, { length: text.length, min: 1, max })
  return text
}

/**
 * Returns a required name of 1 to 255 characters. Throws InvalidInputException, too, for one that
 * does not match the pattern.
 */
export function requireName(part: Part, member: Member<string>, pattern = SINGLE_LINE): string {
  const name = requireText(part, member, { max: 255 })
  if (pattern.test(name)) return name
  const message = 'The parameter value contains one or more characters that are not valid.'
  throw invalidInput(part, `${message} Parameter Name: ${member[0]}`)
}

/** Returns a name as the catalog keeps it: folded to lower case, 1 to 255 characters long. */
export function requireFoldedName(part: Part, member: Member<string>): string {
  const name = requireText(part, member, { max: 255 })
  if (!/[\r\n\0]/.test(name)) return name.toLowerCase()
  throw violation(part, member, 'Member must satisfy regular expression pattern: a single line')
}

/** Refuses a number that is not whole or not within the bounds; an absent one is fine. */
export function checkInteger(part: Part, member: Member<number>, { min, max }: Bounds): void {
  const [, value] = member
  if (value === undefined || value === null) return
  const broken = (text: string) => violation(part, member, text)
  if (!Number.isInteger(value)) throw broken('Member must be an integer')
  if (value < min) throw broken(`Member must have value greater than or equal to ${min}`)
  if (value > max) throw broken(`Member must have value less than or equal to ${max}`)
}

/** Returns the whole number in an optional member, or `otherwise`. */
export function optionalInteger(
  part: Part,
  member: Member<number>,
  { otherwise, ...bounds }: Bounds & { otherwise: number },
): number {
  checkInteger(part, member, bounds)
  return member[1] ?? otherwise
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
  throw violation(part, member, `Member must satisfy enum value set: [${names.join(', ')}]`)
}

/** Returns the value of a member that must be one of `names`, or undefined if it is not there. */
export function optionalOneOf<const Name extends string>(
  part: Part,
  member: Member<string>,
  names: readonly Name[],
): Name | undefined {
  const [, value] = member
  return value === undefined || value === null ? undefined : requireOneOf(part, member, names)
}

/** Returns the list in a required member, with `min` (by default 0) to `max` entries. */
export function requireList<Entry>(
  part: Part,
  member: Member<Entry[]>,
  { min = 0, max }: { min?: number; max: number },
): Entry[] {
  const list = required(part, member)
  checkLength(part, member, { length: list.length, min, max })
  return list
}

/** Makes the ValidationException for a required member that is missing. */
export function mustNotBeNull(part: Part, member: string): Error {
  return violation(part, [member, undefined], 'Member must not be null')
}

function checkLength(
  part: Part,
  member: Member<string | unknown[]>,
  {
    length,
    min,
    max = Number.POSITIVE_INFINITY,
  }: { length: number; min: number; max: number | undefined },
): void {
  const broken = (text: string) => violation(part, member, `Member must have length ${text}`)
  if (length < min) throw broken(`greater than or equal to ${min}`)
  if (length > max) throw broken(`less than or equal to ${max}`)
}

/** AWS lists up to ten violations, and every entry of a list; we report the first, and a count. */
function violation(part: Part, [name, value]: Member<unknown>, constraint: string): Error {
  const shown = Array.isArray(value) ? `[${value.length} entries]` : String(value)
  const quoted = value === undefined || value === null ? 'null' : `'${shown}'`
  const text = `Value ${quoted} at '${name}' failed to satisfy constraint: ${constraint}`
  return failure(part, 'ValidationException', `1 validation error detected: ${text}`)
}
