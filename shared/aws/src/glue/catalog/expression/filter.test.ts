import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ExpressionError } from './error.ts'
import { partitionFilter } from './filter.ts'

const KEYS = [
  { Name: 'city', Type: 'string' },
  { Name: 'year', Type: 'int' },
  { Name: 'day', Type: 'date' },
  { Name: 'at', Type: 'timestamp' },
  { Name: 'price', Type: 'decimal(10,2)' },
]
const PARTITION = ["O'Fallon", '2026', '2026-03-02', '2026-03-02 12:00:00.5', '12.50']
const NULL = '__HIVE_DEFAULT_PARTITION__'

function holds(expression: string, values = PARTITION): boolean {
  return partitionFilter(expression, KEYS)(values)
}

describe('an expression', () => {
  test.each([
    "city = 'O''Fallon'",
    "CITY = 'O''Fallon' and year=2026",
    "`city` = 'O''Fallon'",
    `"city" like 'O%'`,
    'year = 2026',
    "year = '2026'",
    '2026 = year',
    '2025 < year',
    '(year) = ((2026))',
    'year <> 2025 AND year != 2024',
    'year in (2024, 2025, 2026)',
    'year NOT IN (1)',
    'year between 2025 AND 2027 and year not between 1 and 2',
    "NOT year = 2025 AND NOT (city = 'x' OR year < 2000)",
    "day >= '2026-03-01' and day < '2026-10-01'",
    "at > '2026-03-02 12:00:00' and at = '2026-03-02 12:00:00.500'",
    'price = 12.5 and price > 9 and price = 1.25e1',
    "city like 'O''F_ll%' and city not like 'F%'",
    'city IS NOT NULL',
    "city = 'a' or year = 2026 and price = 12.5",
  ])('holds where it should: %s', (expression) => {
    expect(holds(expression)).toBe(true)
    expect(holds(`NOT (${expression})`)).toBe(false)
  })

  test('compares by type, not by text', () => {
    const year = (text: string) => holds('year > 9', ['x', text, '', '', ''])
    expect([year('10'), year('9'), year('9007199254740993')]).toEqual([true, false, true])
    expect(holds("city > '9'", ['10', '1', '', '', ''])).toBe(false)
    const exact = ['x', '9007199254740993', '', '', '']
    expect(holds('year = 9007199254740992', exact)).toBe(false)
  })

  test('binds AND before OR', () => {
    const expression = "city = 'x' OR city = 'O''Fallon' AND year = 1"
    expect(holds(expression)).toBe(false)
    expect(holds("(city = 'x' OR city = 'O''Fallon') AND year = 2026")).toBe(true)
  })

  test('neither holds nor fails where NULL is compared', () => {
    const values = ['x', NULL, NULL, NULL, NULL]
    expect(holds('year IS NULL', values)).toBe(true)
    for (const expression of ['year = 1', 'NOT year = 1', 'year NOT IN (1)', 'year <> 1']) {
      expect(holds(expression, values)).toBe(false)
    }
    expect(holds("year = 1 OR city = 'x'", values)).toBe(true)
    expect(holds("NOT (year = 1 AND city = 'y')", values)).toBe(true)
    expect(holds('city IS NULL', ['null', '1', '', '', ''])).toBe(false)
  })

  test.each([
    ['', 'Unsupported expression'],
    ["city IS test' AND not parsable", 'Unsupported expression'],
    ['year = ', 'Unsupported expression'],
    ['year = 1 year', 'Unsupported expression'],
    ['year', 'Unsupported expression'],
    ['year NOT 1', 'Unsupported expression'],
    ['year IN ()', 'Unsupported expression'],
    ['(year = 1', 'Unsupported expression'],
    ["city = 'x' = 'y'", 'Unsupported expression'],
    ['(year = 1) = 2', 'Unsupported expression'],
    ['year = 1; DROP', 'Unsupported expression'],
    ['country = 1', 'Invalid partition expression!'],
    ['1 = 1', 'Invalid partition expression!'],
    ['year = city', 'Invalid partition expression!'],
    ["year = 'abc'", 'For input string: "abc" is not an integer.'],
    ['year in (2.5)', 'is not an integer'],
    ["day = '2026-02-30'", 'is not a date'],
    ["at = '2026-03-02'", 'is not a timestamp'],
    ["price = 'x'", 'is not a decimal'],
    ['price = 1e99999', 'is not a decimal'],
    ["year LIKE '2'", "Integral data type doesn't support operation 'LIKE'"],
    ["price LIKE '2'", "Decimal data type doesn't support operation 'LIKE'"],
  ])('is refused where AWS refuses it: %s', (expression, message) => {
    expect(() => holds(expression)).toThrow(ExpressionError)
    expect(() => holds(expression)).toThrow(message)
  })

  test('is refused for a key of a type that it cannot name', () => {
    const keys = [{ Name: 'share', Type: 'float' }]
    expect(() => partitionFilter('share = 1', keys)).toThrow("Unknown type : 'float'")
  })

  test('blames the partition for a value that is not of its type', () => {
    const filter = partitionFilter('year > 0', KEYS)
    let caught: unknown
    try {
      filter(['x', 'null', '', '', ''])
    } catch (error) {
      caught = error
    }
    expect(caught).toMatchObject({
      exception: 'InvalidStateException',
      message: 'For input string: "null" is not an integer.',
    })
  })
})

/** A condition as text, and as the oracle sees it. */
interface Sample {
  text: string
  holds(city: string, year: number): boolean
}

const city = fc.constantFrom<string[]>('', 'a', 'b', "it's", 'aa', '%', 'a_')
const year = fc.integer({ min: -2, max: 12 })
const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
const OPERATORS = {
  '=': (a: number, b: number) => a === b,
  '<>': (a: number, b: number) => a !== b,
  '!=': (a: number, b: number) => a !== b,
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
}

const { sample } = fc.letrec<{ sample: Sample; leaf: Sample; node: Sample }>((tie) => ({
  leaf: fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.entries(OPERATORS)), year)
      .map(([[symbol, compare], other]) => ({
        text: `year ${symbol} ${other}`,
        holds: (_: string, value: number) => compare(value, other),
      })),
    fc.array(city, { minLength: 1, maxLength: 3 }).map((cities) => ({
      text: `city IN (${cities.map(quoted).join(',')})`,
      holds: (value: string) => cities.includes(value),
    })),
    fc.tuple(year, year).map(([low, high]) => ({
      text: `year BETWEEN ${low} AND ${high}`,
      holds: (_: string, value: number) => value >= low && value <= high,
    })),
    city.map((prefix) => ({
      text: `city LIKE ${quoted(`${prefix.replaceAll(/[%_]/g, 'q')}%`)}`,
      holds: (value: string) => value.startsWith(prefix.replaceAll(/[%_]/g, 'q')),
    })),
  ),
  node: fc.oneof(
    fc.tuple(tie('sample'), tie('sample')).map(([a, b]) => ({
      text: `(${a.text}) and (${b.text})`,
      holds: (c: string, y: number) => a.holds(c, y) && b.holds(c, y),
    })),
    fc.tuple(tie('leaf'), tie('leaf'), tie('leaf')).map(([a, b, c]) => ({
      text: `${a.text} OR NOT ${b.text} AND ${c.text}`,
      holds: (where: string, when: number) =>
        a.holds(where, when) || (!b.holds(where, when) && c.holds(where, when)),
    })),
    tie('sample').map((a) => ({
      text: `NOT (${a.text})`,
      holds: (c: string, y: number) => !a.holds(c, y),
    })),
  ),
  sample: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('node')),
}))

test('any expression holds for just the partitions that a plain reading of it picks', () => {
  fc.assert(
    fc.property(sample, city, year, ({ text, holds: expected }, where, when) => {
      const values = [where, String(when), '', '', '']
      expect(partitionFilter(text, KEYS)(values)).toBe(expected(where, when))
    }),
    { numRuns: 500 },
  )
})
