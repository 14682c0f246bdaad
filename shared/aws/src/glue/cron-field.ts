/** One field of a cron expression whose values are plain numbers. */
export interface FieldRule {
  /** AWS's name of the field, as in `Day-of-month`. */
  name: string
  min: number
  max: number
  /** Names of the values in order from `min`, as in `JAN`. */
  names?: readonly string[]
}

/** The values that a field without `?`, `L`, `W` and `#` stands for, in ascending order. */
export function parseField(text: string, rule: FieldRule): number[] {
  const values = new Set(text.split(',').flatMap((item) => parseItem(item, rule)))
  return [...values].toSorted((a, b) => a - b)
}

/** Reads one value of a field. Throws RangeError for one outside of it. */
export function parseValue(text: string, rule: FieldRule): number {
  const named = rule.names?.indexOf(text.toUpperCase()) ?? -1
  const value = named < 0 ? wholeNumber(text) : named + rule.min
  if (value >= rule.min && value <= rule.max) return value
  throw fieldError(rule, `"${text}" is not between ${rule.min} and ${rule.max}`)
}

/** Makes the error for a field that cannot be read. */
export function fieldError({ name }: FieldRule, problem: string): RangeError {
  return new RangeError(`Cannot read the field ${name} of a cron expression: ${problem}`)
}

function parseItem(item: string, rule: FieldRule): number[] {
  const [range = '', step, ...rest] = item.split('/')
  if (rest.length > 0) throw fieldError(rule, `"${item}" has two steps`)
  const [first, last] = parseRange(range, rule)
  if (step === undefined) return steps(first, last ?? first, 1)
  const width = wholeNumber(step)
  if (!(width > 0)) throw fieldError(rule, `"${step}" is not a step`)
  return steps(first, last ?? rule.max, width)
}

/** A range's ends; a single value has no second. */
function parseRange(text: string, rule: FieldRule): [number, number | undefined] {
  if (text === '*') return [rule.min, rule.max]
  const [from = '', to, ...rest] = text.split('-')
  if (rest.length > 0) throw fieldError(rule, `"${text}" is not a range`)
  const first = parseValue(from, rule)
  if (to === undefined) return [first, undefined]
  const last = parseValue(to, rule)
  if (last < first) throw fieldError(rule, `The range "${text}" runs backwards`)
  return [first, last]
}

function steps(first: number, last: number, width: number): number[] {
  const values: number[] = []
  for (let value = first; value <= last; value += width) values.push(value)
  return values
}

function wholeNumber(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
}
