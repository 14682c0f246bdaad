import { type Account, failure } from './account.ts'

/** What names of streams, shards and consumers look like (Kinesis API reference, CreateStream). */
export const NAME = { max: 128, pattern: '[a-zA-Z0-9_.-]+' }

/** Hash keys are decimal, without leading zeros. */
export const HASH_KEY = { pattern: '0|([1-9]\\d{0,38})' }

/** So are sequence numbers. */
export const SEQUENCE_NUMBER = { pattern: '0|([1-9]\\d{0,128})' }

interface TextRule {
  /** In UTF-16 code units. */
  max?: number
  /** The whole text must match. */
  pattern?: string
}

interface RangeRule {
  min: number
  max?: number
}

/** Returns the text in a required member; throws ValidationException, as do all functions here. */
export function requireText(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
  rule: TextRule = {},
): string {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  if (value.length === 0) throw tooShort(account, [member, value], 1)
  if (rule.max !== undefined && value.length > rule.max) {
    throw tooLong(account, [member, value], rule.max)
  }
  if (rule.pattern && !new RegExp(`^(?:${rule.pattern})$`).test(value)) {
    const text = `Member must satisfy regular expression pattern: ${rule.pattern}`
    throw violation(account, [member, `'${value}'`], text)
  }
  return value
}

/** Returns the whole number in a required member. */
export function requireInteger(
  account: Account,
  [member, value]: [member: string, value: number | undefined],
  rule: RangeRule,
): number {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  const broken = (text: string) => violation(account, [member, `'${value}'`], text)
  if (!Number.isInteger(value)) throw broken('Member must be an integer')
  if (value < rule.min) {
    throw broken(`Member must have value greater than or equal to ${rule.min}`)
  }
  if (rule.max !== undefined && value > rule.max) {
    throw broken(`Member must have value less than or equal to ${rule.max}`)
  }
  return value
}

/** Returns the whole number in an optional member, or `otherwise`. */
export function optionalInteger(
  account: Account,
  [member, value]: [member: string, value: number | undefined],
  { otherwise, ...rule }: RangeRule & { otherwise: number },
): number {
  if (value === undefined || value === null) return otherwise
  return requireInteger(account, [member, value], rule)
}

/** Returns the value of a required member that must be one of `names`. */
export function requireOneOf<const Name extends string>(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
  names: readonly Name[],
): Name {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  const name = names.find((candidate) => candidate === value)
  if (name) return name
  const text = `Member must satisfy enum value set: [${names.join(', ')}]`
  throw violation(account, [member, `'${value}'`], text)
}

/** Returns the list in a required member, with 1 to `max` entries. */
export function requireList<Entry>(
  account: Account,
  [member, value]: [member: string, value: Entry[] | undefined],
  max: number,
): Entry[] {
  if (value === undefined || value === null) throw mustNotBeNull(account, member)
  // AWS prints every entry by its class and address; we only count them.
  const shown = `[${value.length} entries]`
  if (value.length === 0) throw tooShort(account, [member, shown], 1)
  if (value.length > max) throw tooLong(account, [member, shown], max)
  return value
}

/** Makes the ValidationException for a member that is too long. */
export function tooLong(account: Account, member: [name: string, value: string], max: number) {
  const text = `Member must have length less than or equal to ${max}`
  return violation(account, [member[0], `'${member[1]}'`], text)
}

/** Makes the ValidationException for a required member that is missing. */
export function mustNotBeNull(account: Account, member: string): Error {
  return violation(account, [member, 'null'], 'Member must not be null')
}

function tooShort(account: Account, member: [name: string, value: string], min: number) {
  const text = `Member must have length greater than or equal to ${min}`
  return violation(account, [member[0], `'${member[1]}'`], text)
}

/** AWS lists up to ten violations; we report the first. */
function violation(account: Account, [member, shown]: [string, string], constraint: string) {
  const text = `Value ${shown} at '${member}' failed to satisfy constraint: ${constraint}`
  return failure(account, 'ValidationException', `1 validation error detected: ${text}`)
}
