import type { Column } from '@aws-sdk/client-glue'
import { ExpressionError } from './error.ts'
import { isLike } from './like.ts'
import { type Condition, type Operand, type Operator, parseExpression } from './syntax.ts'
import { type Comparable, type KeyType, keyType } from './values.ts'

/** Tells whether an expression holds for the values of a partition. Throws ExpressionError. */
export type PartitionFilter = (values: readonly string[]) => boolean

/** What Hive writes for NULL in a partition's values. */
const NULL_VALUE = '__HIVE_DEFAULT_PARTITION__'

/**
 * Compiles the `Expression` of GetPartitions (SDK text, GetPartitionsRequest) for the partition
 * keys of a table. Conditions know true, false and unknown, as in SQL: a comparison with NULL is
 * unknown. NULL is the value that Hive writes for it; everything else, `null` too, is a text
 * (aws/aws-sdk#670).
 *
 * Throws ExpressionError, with AWS's texts as moto's tests recorded them.
 */
export function partitionFilter(expression: string, keys: readonly Column[]): PartitionFilter {
  const holds = compile(parseExpression(expression), keys)
  return (values) => holds(values) === true
}

type Comparison = Extract<Condition, { kind: 'compare' }>
type Truth = boolean | undefined
type Evaluate = (values: readonly string[]) => Truth

/** A partition key, as conditions see it. */
interface Key {
  type: KeyType
  /** Undefined for NULL. */
  of(values: readonly string[]): Comparable | undefined
  /** The value of a literal. */
  literal(operand: Operand): Comparable
}

const MIRRORED: Record<Operator, Operator> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
}

const COMPARE: Record<Operator, (a: Comparable, b: Comparable) => boolean> = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compile(condition: Condition, keys: readonly Column[]): Evaluate {
  if (condition.kind === 'logic') {
    const [left, right] = [compile(condition.left, keys), compile(condition.right, keys)]
    // One side settles the matter if it is false (for AND) or true (for OR).
    const settling = condition.word === 'OR'
    return (values) => {
      const sides = [left(values), right(values)]
      if (sides.includes(settling)) return settling
      return sides.includes(undefined) ? undefined : !settling
    }
  }
  if (condition.kind === 'not') {
    const inner = compile(condition.condition, keys)
    return (values) => {
      const truth = inner(values)
      return truth === undefined ? undefined : !truth
    }
  }
  if (condition.kind === 'compare' && condition.right.kind === 'column') {
    return compile(mirrored(condition), keys)
  }
  const key = keyOf(condition.left, keys)
  if (condition.kind === 'null') return (values) => key.of(values) === undefined
  const test = testOf(condition, key)
  return (values) => {
    const value = key.of(values)
    return value === undefined ? undefined : test(value)
  }
}

/** The same comparison with its column on the left. */
function mirrored({ left, right, operator }: Comparison): Comparison {
  // Two columns, or two literals, are no condition on a partition.
  if (left.kind === 'column') throw new ExpressionError('Invalid partition expression!')
  return { kind: 'compare', left: right, right: left, operator: MIRRORED[operator] }
}

function testOf(
  condition: Extract<Condition, { kind: 'compare' | 'in' | 'between' | 'like' }>,
  key: Key,
): (value: Comparable) => boolean {
  switch (condition.kind) {
    case 'compare': {
      const right = key.literal(condition.right)
      return (value) => COMPARE[condition.operator](value, right)
    }
    case 'in': {
      const options = new Set(condition.options.map((option) => key.literal(option)))
      return (value) => options.has(value)
    }
    case 'between': {
      const [low, high] = [key.literal(condition.low), key.literal(condition.high)]
      return (value) => low <= value && value <= high
    }
    case 'like': {
      const { family } = key.type
      if (family !== 'String') {
        throw new ExpressionError(`${family} data type doesn't support operation 'LIKE'`)
      }
      const pattern = String(key.literal(condition.pattern))
      return (value) => isLike(String(value), pattern)
    }
  }
}

function keyOf(operand: Operand, keys: readonly Column[]): Key {
  if (operand.kind === 'literal') throw new ExpressionError('Invalid partition expression!')
  const name = operand.name.toLowerCase()
  const index = keys.findIndex(({ Name }) => Name?.toLowerCase() === name)
  if (index < 0) throw new ExpressionError('Invalid partition expression!')
  const type = keyType(keys[index]?.Type ?? 'string')
  return {
    type,
    of(values) {
      const text = values[index]
      if (text === undefined || text === NULL_VALUE) return undefined
      return parsed(type, text, 'InvalidStateException')
    },
    literal(literal) {
      if (literal.kind === 'literal') return parsed(type, literal.text, 'InvalidInputException')
      throw new ExpressionError('Invalid partition expression!')
    },
  }
}

function parsed(type: KeyType, text: string, exception: ExpressionError['exception']): Comparable {
  const value = type.parse(text)
  if (value !== undefined) return value
  throw new ExpressionError(`For input string: "${text}" is not ${type.noun}.`, exception)
}
