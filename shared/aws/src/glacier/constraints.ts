import { type Account, failure } from './account.ts'

/** Printable ASCII, as descriptions of archives and jobs are. */
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/

/** Returns the text in a required member; throws MissingParameterValueException. */
export function requireText(
  account: Account,
  [member, value]: [member: string, value: string | undefined],
): string {
  if (value) return value
  throw missing(account, member)
}

/** Returns a required member; throws MissingParameterValueException. */
export function requireMember<Value>(
  account: Account,
  [member, value]: [member: string, value: Value | undefined],
): Value {
  if (value !== undefined && value !== null) return value
  throw missing(account, member)
}

/**
 * Returns a description of at most 1,024 printable ASCII characters; throws
 * InvalidParameterValueException. (AWS's text is not published.)
 */
export function checkDescription(account: Account, text: string | undefined): string | undefined {
  if (text === undefined || (text.length <= 1024 && PRINTABLE_ASCII.test(text))) return text
  const rule = 'A description has at most 1024 printable ASCII characters.'
  throw invalid(account, `Invalid description: ${text}. ${rule}`)
}

/** Returns one of `names`; throws InvalidParameterValueException with the text given. */
export function requireOneOf<const Name extends string>(
  account: Account,
  [value, names]: [value: string, names: readonly Name[]],
  message: string,
): Name {
  const name = names.find((candidate) => candidate === value)
  if (name) return name
  throw invalid(account, message)
}

/** Makes the InvalidParameterValueException with this text. */
export function invalid(account: Account, message: string): Error {
  return failure(account, 'InvalidParameterValueException', message)
}

/**
 * Cuts one page out of a list, beginning at `marker`, the key of an entry. The limit is between 1
 * and `max`, which is the default too. Throws InvalidParameterValueException.
 */
export function pageOf<Entry>(
  account: Account,
  { entries, keyOf }: { entries: readonly Entry[]; keyOf: (entry: Entry) => string },
  { limit, marker, max }: { limit: number | undefined; marker: string | undefined; max: number },
): { page: readonly Entry[]; next: string | undefined } {
  const count = checkLimit(account, limit, max)
  const start = marker ? entries.findIndex((entry) => keyOf(entry) === marker) : 0
  if (start < 0) throw invalid(account, `Invalid marker: ${marker}`)
  const following = entries[start + count]
  const next = following === undefined ? undefined : keyOf(following)
  return { page: entries.slice(start, start + count), next }
}

/** Returns the size of a page: 1 to `max`, which is the default too. */
export function checkLimit(account: Account, limit: number | undefined, max: number): number {
  const count = Number(limit ?? max)
  if (Number.isInteger(count) && count >= 1 && count <= max) return count
  throw invalid(account, `Invalid limit: ${limit}. Limit must be between 1 and ${max}.`)
}

/** AWS's text is not published. */
function missing(account: Account, member: string): Error {
  const message = `Required parameter missing: ${member}`
  return failure(account, 'MissingParameterValueException', message)
}
