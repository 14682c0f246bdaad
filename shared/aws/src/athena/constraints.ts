import { invalidRequest, type Part } from './refusal.ts'

/** A member's name, as AWS's texts spell it, and its value. */
type Member<Value> = [name: string, value: Value | null | undefined]

/** The bounds of the SDK's model: of a text's length in UTF-16 units, a number or a list. */
interface Bounds {
  min?: number
  max?: number
}

/** Returns a required text. Throws InvalidRequestException, as all functions here do. */
export function requireText(
  part: Part,
  member: Member<string>,
  { min = 1, max = Infinity, pattern }: Bounds & { pattern?: RegExp } = {},
): string {
  const [name, text] = member
  if (text === undefined || text === null) throw violation(part, member, 'must not be null')
  if (text.length < min)
    throw violation(part, member, `must have length greater than or equal to ${min}`)
  if (text.length > max)
    throw violation(part, [name, '…'], `must have length less than or equal to ${max}`)
  if (pattern && !pattern.test(text)) {
    throw violation(part, member, `must satisfy regular expression pattern: ${pattern.source}`)
  }
  return text
}

/** Returns the text of a member, or undefined if it is not there. */
export function optionalText(
  part: Part,
  member: Member<string>,
  rule: Bounds & { pattern?: RegExp } = {},
): string | undefined {
  const [, text] = member
  return text === undefined || text === null ? undefined : requireText(part, member, rule)
}

/** Returns a number, or `otherwise`. */
export function optionalInteger(
  part: Part,
  member: Member<number>,
  { min = 0, max = Infinity, otherwise }: Bounds & { otherwise: number },
): number {
  const [, value] = member
  if (value === undefined || value === null) return otherwise
  if (!Number.isInteger(value)) throw violation(part, member, 'must be an integer')
  if (value < min) throw violation(part, member, `must have value greater than or equal to ${min}`)
  if (value > max) throw violation(part, member, `must have value less than or equal to ${max}`)
  return value
}

/** Returns a required list. */
export function requireList<Entry>(
  part: Part,
  [name, list]: Member<Entry[]>,
  { min = 1, max = Infinity }: Bounds,
): Entry[] {
  if (!list) throw violation(part, [name, undefined], 'must not be null')
  const shown: Member<string> = [name, `[${list.length} entries]`]
  if (list.length < min)
    throw violation(part, shown, `must have length greater than or equal to ${min}`)
  if (list.length > max)
    throw violation(part, shown, `must have length less than or equal to ${max}`)
  return list
}

function violation(part: Part, [name, value]: Member<string | number>, constraint: string): Error {
  const shown = value === undefined || value === null ? 'null' : `'${value}'`
  const text = `Value ${shown} at '${name}' failed to satisfy constraint: Member ${constraint}`
  return invalidRequest(part, `1 validation error detected: ${text}`)
}
