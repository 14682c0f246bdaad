import { invalid } from './refusal.ts'

/**
 * A decimal number, exactly: ±d.ddd × 10^magnitude, where `digits` has neither leading nor trailing
 * zeros. Zero has no digits.
 */
export interface Decimal {
  negative: boolean
  digits: string
  magnitude: number
}

/**
 * Reads the text of an `N` value. Throws AWS's `ValidationException` for what is no number, has more
 * than 38 significant digits, or lies beyond ±9.99…E+125 or within ±1E-130 (AWS: "Supported data
 * types and naming rules in DynamoDB", Numbers).
 */
export function parseNumber(text: string): Decimal {
  if (text === '') throw invalid('The parameter cannot be converted to a numeric value')
  const match = NUMBER.exec(text)
  const [, sign, whole = '', fraction = '', exponent = '0'] = match ?? []
  if (!match || whole + fraction === '') {
    throw invalid(`The parameter cannot be converted to a numeric value: ${text}`)
  }
  const magnitude = whole.length - 1 + Number(exponent)
  return withinLimits(normalise(sign === '-', whole + fraction, magnitude))
}

/** The text in which DynamoDB returns a number: plain decimal, without needless zeros. */
export function formatNumber({ negative, digits, magnitude }: Decimal): string {
  if (digits === '') return '0'
  const sign = negative ? '-' : ''
  if (magnitude < 0) return `${sign}0.${'0'.repeat(-magnitude - 1)}${digits}`
  const whole = digits.slice(0, magnitude + 1).padEnd(magnitude + 1, '0')
  const fraction = digits.slice(magnitude + 1)
  return sign + whole + (fraction && `.${fraction}`)
}

/** The canonical text of a number's text. Throws as `parseNumber` does. */
export function canonicalNumber(text: string): string {
  return formatNumber(parseNumber(text))
}

/** The exact sum of two numbers' texts. Throws when the result is beyond DynamoDB's limits. */
export function addNumbers(left: string, right: string): string {
  const a = parseNumber(left)
  const b = parseNumber(right)
  const exponent = Math.min(lastPlace(a), lastPlace(b))
  const sum = scaled(a, exponent) + scaled(b, exponent)
  const digits = String(sum < 0n ? -sum : sum)
  const magnitude = digits.length - 1 + exponent
  return formatNumber(withinLimits(normalise(sum < 0n, digits, magnitude)))
}

/** The exact difference of two numbers' texts. Throws when it is beyond DynamoDB's limits. */
export function subtractNumbers(left: string, right: string): string {
  return addNumbers(left, right.startsWith('-') ? right.slice(1) : `-${right.replace('+', '')}`)
}

/** Negative, zero or positive as the first number is less than, equal to or more than the second. */
export function compareNumbers(left: string, right: string): number {
  const a = sortableNumber(left)
  const b = sortableNumber(right)
  return a < b ? -1 : a > b ? 1 : 0
}

/** A text whose order by code units is the order of the numbers. */
export function sortableNumber(text: string): string {
  const { negative, digits, magnitude } = parseNumber(text)
  if (digits === '') return '1'
  const exponent = magnitude - SMALLEST
  if (!negative) return `2${String(exponent).padStart(3, '0')}${digits}`
  const complement = digits.replace(/\d/g, (digit) => String(9 - Number(digit)))
  // The tilde sorts a shorter run of digits after a longer one, as negative numbers need.
  return `0${String(999 - exponent)}${complement}~`
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/
const LARGEST = 125
const SMALLEST = -130
const MAX_DIGITS = 38

function normalise(negative: boolean, padded: string, magnitude: number): Decimal {
  const leading = /^0*/.exec(padded)?.[0].length ?? 0
  const digits = trimTrailingZeros(padded.slice(leading))
  if (digits === '') return { negative: false, digits, magnitude: 0 }
  return { negative, digits, magnitude: magnitude - leading }
}

// A regular expression for zeros at the end of a text takes quadratic time on a hostile one.
function trimTrailingZeros(digits: string): string {
  let end = digits.length
  while (digits[end - 1] === '0') end--
  return digits.slice(0, end)
}

function withinLimits(decimal: Decimal): Decimal {
  if (decimal.digits === '') return decimal
  if (decimal.magnitude > LARGEST) {
    throw invalid(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    )
  }
  if (decimal.magnitude < SMALLEST) {
    throw invalid(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    )
  }
  if (decimal.digits.length > MAX_DIGITS) {
    throw invalid('Attempting to store more than 38 significant digits in a Number')
  }
  return decimal
}

function lastPlace({ digits, magnitude }: Decimal): number {
  return digits === '' ? 0 : magnitude - digits.length + 1
}

function scaled(decimal: Decimal, exponent: number): bigint {
  const coefficient = BigInt(decimal.digits) * 10n ** BigInt(lastPlace(decimal) - exponent)
  return decimal.negative ? -coefficient : coefficient
}
