import { invalid, reworded } from '../refusal.ts'
import { readCondition } from './condition.ts'
import type { Condition } from './condition.ts'
import type { Path } from './paths.ts'
import { Placeholders } from './placeholders.ts'
import type { PlaceholderInput } from './placeholders.ts'
import { readProjection } from './projection.ts'
import { readUpdate } from './update.ts'
import type { UpdateAction } from './update.ts'

/** Parameters that hold an expression. */
export type ExpressionParameter =
  | 'UpdateExpression'
  | 'ConditionExpression'
  | 'KeyConditionExpression'
  | 'FilterExpression'
  | 'ProjectionExpression'

type ExpressionInput = PlaceholderInput & {
  [parameter in ExpressionParameter]?: string | undefined
}

/** The expressions of one request, parsed, checked and with their placeholders replaced. */
export interface Expressions {
  update?: UpdateAction[]
  condition?: Condition
  keyCondition?: Condition
  filter?: Condition
  projection?: Path[]
}

interface Parameters {
  /** The operation's expression parameters, in the order in which AWS names them. */
  expressions: readonly ExpressionParameter[]
  /** Its older parameters, which exclude expressions. */
  legacy: readonly string[]
}

/**
 * Refuses what does not go together: expressions with the older parameters, and placeholders
 * without an expression.
 */
export function checkParameters(input: object, { expressions, legacy }: Parameters): void {
  const given = (name: string) => (input as Record<string, unknown>)[name] !== undefined
  const used = expressions.filter(given)
  const old = legacy.filter(given)
  if (used.length > 0 && old.length > 0) {
    throw invalid(
      'Can not use both expression and non-expression parameters in the same request: ' +
        `Non-expression parameters: {${old.join(', ')}} Expression parameters: {${used.join(', ')}}`,
    )
  }
  if (given('ExpressionAttributeNames') && used.length === 0) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions')
  }
  const withValues = expressions.filter((name) => name !== 'ProjectionExpression')
  if (given('ExpressionAttributeValues') && withValues.length > 0 && !withValues.some(given)) {
    const verb = withValues.length > 1 ? 'are' : 'is'
    throw invalid(
      'ExpressionAttributeValues can only be specified when using expressions: ' +
        `${withValues.join(' and ')} ${verb} null`,
    )
  }
}

/**
 * Reads all expressions of a request. Throws AWS's `ValidationException` for the first that is
 * wrong, and for placeholders that none of them uses.
 */
export function readExpressions(input: ExpressionInput): Expressions {
  const placeholders = new Placeholders(input)
  const result: Expressions = {}
  const read = <T>(
    parameter: ExpressionParameter,
    reader: (expression: string, placeholders: Placeholders) => T,
  ): T | undefined => {
    const expression = input[parameter]
    if (expression === undefined) return undefined
    return reworded(
      () => reader(expression, placeholders),
      (message) => `Invalid ${parameter}: ${message}`,
    )
  }
  const update = read('UpdateExpression', readUpdate)
  if (update) result.update = update
  const condition = read('ConditionExpression', readCondition)
  if (condition) result.condition = condition
  const keyCondition = read('KeyConditionExpression', readCondition)
  if (keyCondition) result.keyCondition = keyCondition
  const filter = read('FilterExpression', readCondition)
  if (filter) result.filter = filter
  const projection = read('ProjectionExpression', readProjection)
  if (projection) result.projection = projection
  placeholders.refuseUnused()
  return result
}
