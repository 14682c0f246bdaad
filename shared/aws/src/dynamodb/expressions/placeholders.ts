import { readValue } from '../read-value.ts'
import type { AttributeValue } from '../attribute-value.ts'
import { invalid, reworded } from '../refusal.ts'
import type { PathSyntax } from './parser.ts'
import type { Path } from './paths.ts'

/** Members of a request that give placeholders their meaning. */
export interface PlaceholderInput {
  ExpressionAttributeNames?: Record<string, string> | undefined
  ExpressionAttributeValues?: Record<string, AttributeValue> | undefined
}

/**
 * What `#names` and `:values` of a request stand for. It notes which ones are used, since DynamoDB
 * refuses requests that define others.
 */
export class Placeholders {
  readonly #names = new Map<string, string>()
  readonly #values = new Map<string, AttributeValue>()
  readonly #unusedNames: Set<string>
  readonly #unusedValues: Set<string>

  constructor({ ExpressionAttributeNames, ExpressionAttributeValues }: PlaceholderInput) {
    for (const [key, name] of definitions('Names', ExpressionAttributeNames)) {
      this.#names.set(key, name)
    }
    for (const [key, input] of definitions('Values', ExpressionAttributeValues)) {
      const value = reworded(
        () => readValue(input),
        (message) => `ExpressionAttributeValues contains invalid value: ${message} for key ${key}`,
      )
      this.#values.set(key, value)
    }
    this.#unusedNames = new Set(this.#names.keys())
    this.#unusedValues = new Set(this.#values.keys())
  }

  /** The path that a path as written means. Throws for a name that is not defined. */
  path({ steps }: PathSyntax): Path {
    return steps.map((step) => {
      if ('index' in step) return step.index
      return 'attribute' in step ? step.attribute : this.#name(step.placeholder)
    })
  }

  /** The value of a placeholder. Throws if it is not defined. */
  value(placeholder: string): AttributeValue {
    const value = this.#values.get(placeholder)
    if (value === undefined) {
      throw invalid(
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      )
    }
    this.#unusedValues.delete(placeholder)
    return value
  }

  /** Throws if some placeholder was defined but is in no expression. */
  refuseUnused(): void {
    refuseUnused('ExpressionAttributeNames', this.#unusedNames)
    refuseUnused('ExpressionAttributeValues', this.#unusedValues)
  }

  #name(placeholder: string): string {
    const name = this.#names.get(placeholder)
    if (name === undefined) {
      throw invalid(
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      )
    }
    this.#unusedNames.delete(placeholder)
    return name
  }
}

function definitions<T>(kind: 'Names' | 'Values', input: Record<string, T> | undefined) {
  if (input === undefined) return []
  const member = `ExpressionAttribute${kind}`
  const entries = Object.entries(input)
  if (entries.length === 0) throw invalid(`${member} must not be empty`)
  const valid = kind === 'Names' ? /^#[0-9a-zA-Z_]+$/ : /^:[0-9a-zA-Z_]+$/
  const wrong = entries.find(([key]) => !valid.test(key))
  if (wrong) throw invalid(`${member} contains invalid key: Syntax error; key: "${wrong[0]}"`)
  return entries
}

function refuseUnused(member: string, unused: ReadonlySet<string>) {
  if (unused.size === 0) return
  throw invalid(
    `Value provided in ${member} unused in expressions: keys: {${[...unused].join(', ')}}`,
  )
}
