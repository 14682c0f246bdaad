import { type Account, failure } from './account.ts'

/** Lengths in UTF-16 code units. */
interface TextRule {
  max?: number
}

/** Returns the text in a required member; throws ValidationException, as do all functions here. */
export function requireText(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
  { max }: TextRule = {},
): string {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  const broken = (text: string) => violation(account, [member, `'${value}'`], text)
  if (value.length === 0) throw broken('Member must have length greater than or equal to 1')
  if (max === undefined || value.length <= max) return value
  throw broken(`Member must have length less than or equal to ${max}`)
}

/** Returns a name as Glue keeps it: folded to lower case, 1 to 255 characters long. */
export function requireName(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
): string {
  const name = requireText(account, [member, value], { max: 255 })
  if (!/[\r\n\0]/.test(name)) return name.toLowerCase()
  const text = 'Member must satisfy regular expression pattern: a single line'
  throw violation(account, [member, `'${name}'`], text)
}

/** Returns the whole number in an optional member, or `otherwise`. */
export function optionalInteger(
  account: Account,
  [member, value]: [member: string, value: number | undefined],
  { otherwise, min, max }: { otherwise: number; min: number; max: number },
): number {
  if (value === undefined || value === null) return otherwise
  const broken = (text: string) => violation(account, [member, `'${value}'`], text)
  if (!Number.isInteger(value)) throw broken('Member must be an integer')
  if (value < min) throw broken(`Member must have value greater than or equal to ${min}`)
  if (value > max) throw broken(`Member must have value less than or equal to ${max}`)
  return value
}

/** Returns the value of a member that must be one of `names`, or undefined if it is not there. */
export function optionalOneOf<const Name extends string>(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
  names: readonly Name[],
): Name | undefined {
  if (value === undefined || value === null) return undefined
  const name = names.find((candidate) => candidate === value)
  if (name) return name
  const text = `Member must satisfy enum value set: [${names.join(', ')}]`
  throw violation(account, [member, `'${value}'`], text)
}

/** Returns the list in a required member, with `min` (by default 0) to `max` entries. */
export function requireList<Entry>(
  account: Account,
  [member, value]: [member: string, value: Entry[] | undefined],
  { min = 0, max }: { min?: number; max: number },
): Entry[] {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  // AWS prints every entry; we only count them.
  const broken = (text: string) => violation(account, [member, `'[${value.length} entries]'`], text)
  if (value.length < min) throw broken(`Member must have length greater than or equal to ${min}`)
  if (value.length > max) throw broken(`Member must have length less than or equal to ${max}`)
  return value
}

/** Makes the ValidationException for a required member that is missing. */
export function mustNotBeNull(account: Account, member: string): Error {
  return violation(account, [member, 'null'], 'Member must not be null')
}

/** AWS lists up to ten violations; we report the first. */
function violation(account: Account, [member, shown]: [string, string], constraint: string) {
  const text = `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`
  return failure(account, 'ValidationException', `1 validation error detected: ${text}`)
}
