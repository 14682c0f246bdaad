import { setMember } from '../set-member.ts'
import { applyOperator, asBoolean, asNumber, asText, FUNCTIONS } from './sql-functions.ts'
import type { Message, Value } from './sql-functions.ts'
import { type Expression, parseExpression, type Query } from './sql-parser.ts'
import { SqlSyntaxError } from './sql-tokens.ts'

/** Thrown when a query cannot be evaluated; AWS logs that and does nothing else. */
export class SqlEvaluationError extends Error {
  override name = 'SqlEvaluationError'
}

/** Refuses functions that are not emulated. Throws SqlSyntaxError. */
export function checkFunctions({ columns, where }: Query): void {
  for (const { value } of columns) checkExpression(value)
  if (where) checkExpression(where)
}

/**
 * Evaluates a query on a message: the outgoing payload, or `undefined` if WHERE is not true. The
 * query `SELECT *` without WHERE passes any bytes on, also those that are no JSON (developer guide,
 * "Working with binary payloads"). Throws SqlEvaluationError.
 */
export function evaluateQuery(query: Query, message: Message, raw: Uint8Array) {
  if (!message.json && !passesBytes(query)) {
    throw new SqlEvaluationError('The payload is not JSON')
  }
  if (query.where && evaluate(query.where, message) !== true) return undefined
  if (passesBytes(query)) return raw
  return Buffer.from(JSON.stringify(outgoing(query, message)))
}

/** Fills `${...}` in an action's text. Throws SqlEvaluationError for what is Undefined. */
export function fillTemplate(template: string, message: Message): string {
  return template.replaceAll(/\$\{([^}]*)\}/g, (whole, expression: string) => {
    const text = asText(evaluate(parseExpression(expression), message))
    if (text === undefined) throw new SqlEvaluationError(`The template "${whole}" is undefined`)
    return text
  })
}

function passesBytes({ columns, where }: Query): boolean {
  const [first] = columns
  return !where && columns.length === 1 && first!.value.kind === 'all' && first!.alias.length === 0
}

function outgoing({ columns }: Query, message: Message): Value {
  const payload: Record<string, unknown> = {}
  for (const { value, alias } of columns) {
    const result = evaluate(value, message)
    if (alias.length > 0) {
      if (result !== undefined) place(payload, alias, result)
      continue
    }
    if (!isObject(result)) return result
    for (const [name, inner] of Object.entries(result)) setMember(payload, name, inner)
  }
  return payload
}

function place(payload: Record<string, unknown>, alias: string[], value: Value): void {
  let target = payload
  for (const name of alias.slice(0, -1)) {
    // What every object inherits is nobody's to write to.
    const known = Object.hasOwn(target, name) ? target[name] : undefined
    const inner = isObject(known) ? known : {}
    if (inner !== known) setMember(target, name, inner)
    target = inner
  }
  setMember(target, alias.at(-1)!, value)
}

function evaluate(expression: Expression, message: Message): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'all':
      return message.json?.value
    case 'member':
      return member(message.json?.value, expression.path)
    case 'call':
      return FUNCTIONS[expression.name]?.(
        message,
        expression.args.map((arg) => evaluate(arg, message)),
      )
    case 'unary':
      return applyUnary(expression.operator, evaluate(expression.operand, message))
    case 'binary': {
      const left = evaluate(expression.left, message)
      return applyOperator(expression.operator, left, evaluate(expression.right, message))
    }
  }
}

function applyUnary(operator: 'NOT' | '-', value: Value): Value {
  if (operator === '-') return applyOperator('-', 0, asNumber(value))
  const truth = asBoolean(value)
  return truth === undefined ? undefined : !truth
}

function member(value: Value, path: string[]): Value {
  let found = value
  for (const name of path) {
    found = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return found
}

function isObject(value: Value): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function checkExpression(expression: Expression): void {
  if (expression.kind === 'unary') checkExpression(expression.operand)
  if (expression.kind === 'binary') {
    checkExpression(expression.left)
    checkExpression(expression.right)
  }
  if (expression.kind !== 'call') return
  if (!Object.hasOwn(FUNCTIONS, expression.name)) {
    throw new SqlSyntaxError(`The function "${expression.name}" is not emulated`)
  }
  for (const arg of expression.args) checkExpression(arg)
}
