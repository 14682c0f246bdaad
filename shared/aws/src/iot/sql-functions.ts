import { isDeepStrictEqual } from 'node:util'

/** A value of the rules engine: JSON, or `undefined` for its Undefined. */
export type Value = unknown

/** What a query knows of the message. */
export interface Message {
  topic: string
  /** When it came, in milliseconds since 1970. */
  at: number
  /** What it says as JSON; absent if it is none. */
  json?: { value: Value }
}

/** The functions of the rules engine that are emulated (developer guide, "Functions"). */
export const FUNCTIONS: Record<string, (message: Message, args: Value[]) => Value> = {
  topic: ({ topic }, [level]) =>
    level === undefined ? topic : topic.split('/')[Number(level) - 1],
  timestamp: ({ at }) => at,
  clientid: () => 'N/A',
  lower: (_, [text]) => asText(text)?.toLowerCase(),
  upper: (_, [text]) => asText(text)?.toUpperCase(),
  length: (_, [text]) => asText(text)?.length,
  concat: (_, args) =>
    args.some((arg) => arg === undefined) ? undefined : args.map(asText).join(''),
  startswith: (_, [text, start]) => asText(text)?.startsWith(asText(start) ?? '\0'),
  endswith: (_, [text, end]) => asText(text)?.endsWith(asText(end) ?? '\0'),
  abs: (_, [value]) => numeric(value, Math.abs),
  ceil: (_, [value]) => numeric(value, Math.ceil),
  floor: (_, [value]) => numeric(value, Math.floor),
  round: (_, [value]) =>
    numeric(value, (number) => Math.sign(number) * Math.round(Math.abs(number))),
  sqrt: (_, [value]) => numeric(value, Math.sqrt),
  isnull: (_, [value]) => value === null,
  isundefined: (_, [value]) => value === undefined,
}

/**
 * Applies an operator as AWS does (developer guide, "Operators"): what involves Undefined is
 * Undefined, numbers in strings count as numbers, and `+` joins strings.
 */
export function applyOperator(operator: string, left: Value, right: Value): Value {
  if (operator === 'AND' || operator === 'OR') return logical(operator, left, right)
  if (left === undefined || right === undefined) return undefined
  if (operator === '=') return isEqual(left, right)
  if (operator === '<>') return !isEqual(left, right)
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) {
    return `${asText(left)}${asText(right)}`
  }
  const [a, b] = [asNumber(left), asNumber(right)]
  if (a !== undefined && b !== undefined) return finite(OPERATORS[operator]?.(a, b))
  const areTexts = typeof left === 'string' && typeof right === 'string'
  return areTexts && /[<>]/.test(operator) ? compareTexts(operator, left, right) : undefined
}

/** A value as a truth value, or Undefined. */
export function asBoolean(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text === 'true' ? true : text === 'false' ? false : undefined
}

/** A value as a number, or Undefined. */
export function asNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value)) return undefined
  return Number(value)
}

/** A value as a string, or Undefined. */
export function asText(value: Value): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return JSON.stringify(value)
}

const OPERATORS: Record<string, (a: number, b: number) => Value> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

function compareTexts(operator: string, left: string, right: string): boolean {
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function logical(operator: 'AND' | 'OR', left: Value, right: Value): Value {
  const [a, b] = [asBoolean(left), asBoolean(right)]
  if (a === undefined || b === undefined) return undefined
  return operator === 'AND' ? a && b : a || b
}

function isEqual(left: Value, right: Value): boolean {
  const [a, b] = [asNumber(left), asNumber(right)]
  return a !== undefined && b !== undefined ? a === b : isDeepStrictEqual(left, right)
}

function numeric(value: Value, apply: (number: number) => number): Value {
  const number = asNumber(value)
  return number === undefined ? undefined : finite(apply(number))
}

/** Dividing by zero gives Undefined. */
function finite(value: Value): Value {
  return typeof value === 'number' && !Number.isFinite(value) ? undefined : value
}
