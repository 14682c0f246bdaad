import { pathProblem, pathText } from '../expressions/paths.ts'
import type { Assigned, UpdateAction } from '../expressions/update.ts'
import { invalid } from '../refusal.ts'
import type { Change, Term } from './syntax.ts'
import { isValue, valueOf } from './term-value.ts'
import type { Parameters } from './term-value.ts'

/** What an `UPDATE` changes, as update expressions do. Throws AWS's `ValidationException`. */
export function actionsOf(changes: readonly Change[], parameters: Parameters): UpdateAction[] {
  const problem = pathProblem(changes.map(({ path }) => path))
  if (problem !== undefined) throw invalid(problem)
  return changes.map((change) => actionOf(change, parameters))
}

function actionOf(change: Change, parameters: Parameters): UpdateAction {
  const { path } = change
  if (change.kind === 'remove') return { kind: 'remove', path }
  const { value } = change
  if (value.kind === 'call' && (value.name === 'set_add' || value.name === 'set_delete')) {
    return setAction(change, value, parameters)
  }
  return { kind: 'set', path, value: assignedOf(value, parameters) }
}

function setAction(
  { path }: Change,
  { name, operands }: Extract<Term, { kind: 'call' }>,
  parameters: Parameters,
): UpdateAction {
  const [first, second] = operands
  const upper = name.toUpperCase()
  if (!first || !second || operands.length > 2) {
    throw invalid(`${upper} must have exactly two arguments`)
  }
  if (first.kind !== 'path' || pathText(first.path) !== pathText(path)) {
    throw invalid(`The first argument to ${upper} must equal the assignment value`)
  }
  const value = isValue(second) ? valueOf(second, parameters) : undefined
  if (!value?.SS && !value?.NS && !value?.BS) {
    throw invalid(`The second argument to ${upper} must be a value with type SET`)
  }
  return { kind: name === 'set_add' ? 'add' : 'delete', path, value }
}

function assignedOf(term: Term, parameters: Parameters): Assigned {
  if (isValue(term)) return { kind: 'literal', value: valueOf(term, parameters) }
  switch (term.kind) {
    case 'path':
      return { kind: 'path', path: term.path }
    case 'missing':
      throw invalid('MISSING must be compared using IS operator')
    case 'is':
      throw invalid('IS operator is not supported in update expressions')
    case 'infix': {
      const { operator } = term
      if (operator !== '+' && operator !== '-') throw unsupported(operator)
      const left = assignedOf(term.left, parameters)
      return { kind: 'arithmetic', operator, left, right: assignedOf(term.right, parameters) }
    }
    case 'call':
      return callOf(term, parameters)
    default:
      throw unsupported(term.kind)
  }
}

function callOf(
  { name, operands }: Extract<Term, { kind: 'call' }>,
  parameters: Parameters,
): Assigned {
  const [first, second] = operands
  const pair = first && second && operands.length === 2
  if (name === 'list_append' && pair) {
    const left = assignedOf(first, parameters)
    return { kind: 'list_append', left, right: assignedOf(second, parameters) }
  }
  if (name === 'if_not_exists' && pair && first.kind === 'path') {
    return {
      kind: 'if_not_exists',
      path: first.path,
      otherwise: assignedOf(second, parameters),
    }
  }
  throw invalid(`Unrecognized function: ${name}`)
}

function unsupported(operator: string): Error {
  return invalid(`Unsupported operator in Update Expression. Operator: ${operator.toUpperCase()}`)
}
