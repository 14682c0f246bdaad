import { invalid } from './refusal.ts'

interface Range {
  min?: number
  max?: number
}

/**
 * Checks of single members of a request, of which AWS reports all that fail in one
 * `ValidationException`. A member that is not there passes every check but `required`.
 */
export class Constraints {
  readonly #failures: string[] = []

  required(path: string, value: unknown): this {
    return this.#check(value != null, path, value, 'Member must not be null')
  }

  oneOf(path: string, value: string | undefined, choices: readonly string[]): this {
    const met = value == null || choices.includes(value)
    const rule = `Member must satisfy enum value set: [${choices.join(', ')}]`
    return this.#check(met, path, value, rule)
  }

  length(path: string, value: string | readonly unknown[] | undefined, { min, max }: Range): this {
    if (value == null) return this
    const size = value.length
    const longer = `Member must have length greater than or equal to ${min}`
    const shorter = `Member must have length less than or equal to ${max}`
    this.#check(min === undefined || size >= min, path, value, longer)
    return this.#check(max === undefined || size <= max, path, value, shorter)
  }

  range(path: string, value: number | undefined, { min, max }: Range): this {
    if (value == null) return this
    const larger = `Member must have value greater than or equal to ${min}`
    const smaller = `Member must have value less than or equal to ${max}`
    this.#check(min === undefined || value >= min, path, value, larger)
    return this.#check(max === undefined || value <= max, path, value, smaller)
  }

  pattern(path: string, value: string | undefined, pattern: string): this {
    const met = value == null || new RegExp(`^(?:${pattern})$`).test(value)
    return this.#check(
      met,
      path,
      value,
      `Member must satisfy regular expression pattern: ${pattern}`,
    )
  }

  /** The checks of every operation's `TableName`: a name, or a table's ARN. */
  tableName(value: string | undefined, path = 'tableName'): this {
    this.required(path, value)
    if (!value || value.startsWith('arn:')) return this.length(path, value, { min: 1, max: 1024 })
    this.length(path, value, { max: 255 })
    return this.pattern(path, value, NAME)
  }

  /** The checks of an `IndexName`. */
  indexName(path: string, value: string | undefined): this {
    return this.pattern(path, value, NAME).length(path, value, { min: 3, max: 255 })
  }

  /** A failure that is not a check of a single member. */
  fail(message: string): this {
    this.#failures.push(message)
    return this
  }

  /** Throws what failed, if anything did. */
  enforce(): void {
    const count = this.#failures.length
    if (count === 0) return
    const noun = count > 1 ? 'validation errors' : 'validation error'
    throw invalid(`${count} ${noun} detected: ${this.#failures.join('; ')}`)
  }

  #check(met: boolean, path: string, value: unknown, rule: string): this {
    if (met) return this
    const text = value == null ? 'null' : `'${valueText(value)}'`
    return this.fail(`Value ${text} at '${path}' failed to satisfy constraint: ${rule}`)
  }
}

/** What names of tables and indexes consist of. */
export const NAME = '[a-zA-Z0-9_.-]+'

/** Choices that several operations share, in AWS's order. */
export const CAPACITY_LEVELS = ['INDEXES', 'TOTAL', 'NONE']
export const METRICS_LEVELS = ['SIZE', 'NONE']
export const RETURN_VALUES = ['ALL_NEW', 'UPDATED_OLD', 'ALL_OLD', 'NONE', 'UPDATED_NEW']

const MAX_ECHO = 1024

/** A value as AWS's messages show it: lists in brackets, structures in braces. */
export function valueText(value: unknown): string {
  if (value == null) return 'null'
  // AWS echoes all of it; a message of megabytes helps nobody.
  if (typeof value === 'string') return value.slice(0, MAX_ECHO)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (typeof value !== 'object') return `${value as string | number | boolean}`
  const members = Object.entries(value).map(([name, member]) => `${name}=${valueText(member)}`)
  return `{${members.join(', ')}}`
}
