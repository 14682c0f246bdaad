import { describe, expect, test } from 'vitest'
import { checkFunctions, evaluateQuery, fillTemplate, SqlEvaluationError } from './sql.ts'
import { parseQuery } from './sql-parser.ts'
import { SqlSyntaxError } from './sql-tokens.ts'

const reading = {
  color: 'red',
  temperature: 40,
  humidity: '50',
  on: true,
  nothing: null,
  place: { room: { name: 'lab' } },
}

function message(payload: Uint8Array | string = JSON.stringify(reading)) {
  const raw = Buffer.from(payload)
  const at = Date.UTC(2026, 2, 2)
  try {
    return {
      raw,
      message: { topic: 'sensor/7/data', at, json: { value: JSON.parse(raw.toString()) } },
    }
  } catch {
    return { raw, message: { topic: 'sensor/7/data', at } }
  }
}

function result(sql: string, payload?: Uint8Array | string) {
  const { raw, message: parsed } = message(payload)
  const bytes = evaluateQuery(parseQuery(sql), parsed, raw)
  return bytes && JSON.parse(Buffer.from(bytes).toString())
}

test('SELECT writes to members of the payload, and to nothing that all objects inherit', () => {
  const all = '{"__proto__": {"polluted": 1}}'
  const json = (sql: string) => JSON.stringify(result(sql, all))
  expect(json("SELECT * FROM 'a'")).toBe('{"__proto__":{"polluted":1}}')
  expect(json("SELECT *, 2 AS n FROM 'a'")).toBe('{"__proto__":{"polluted":1},"n":2}')
  expect(json("SELECT 2 AS __proto__.polluted FROM 'a'")).toBe('{"__proto__":{"polluted":2}}')
  expect(json("SELECT 2 AS constructor.prototype.polluted FROM 'a'")).toBe(
    '{"constructor":{"prototype":{"polluted":2}}}',
  )
  expect('polluted' in {}).toBe(false)
})

describe('SELECT', () => {
  test.each([
    ['*', reading],
    ['color', { color: 'red' }],
    ['color AS my_color, temperature as t', { my_color: 'red', t: 40 }],
    ['place.room.name', { name: 'lab' }],
    ['place.room.name AS where_it.is', { where_it: { is: 'lab' } }],
    ['place.garden.name AS name', {}],
    ['topic() AS t, topic(2) AS id, topic(9) AS none', { t: 'sensor/7/data', id: '7' }],
    ['timestamp() AS at', { at: Date.UTC(2026, 2, 2) }],
    ['*, topic(2) AS id', { ...reading, id: '7' }],
    ['temperature * 2 + 1 AS x, (1 + 2) * 3 AS y', { x: 81, y: 9 }],
    ['temperature / 0 AS x, 7 % 4 AS y, -temperature AS z', { y: 3, z: -40 }],
    ["'it''s ' + color AS x, humidity + 1 AS y", { x: "it's red", y: '501' }],
    ['humidity - 1 AS x, color - 1 AS y', { x: 49 }],
    ["upper(color) AS u, concat(color, '-', temperature) AS c", { u: 'RED', c: 'red-40' }],
    ['round(-1.5) AS r, floor(1.9) AS f, abs(-2) AS a', { r: -2, f: 1, a: 2 }],
    ['isNull(nothing) AS n, isUndefined(color) AS u', { n: true, u: false }],
    ['null AS n, true AS t', { n: null, t: true }],
  ])('%s', (columns, expected) => {
    expect(result(`SELECT ${columns} FROM 'sensor/#'`)).toEqual(expected)
  })
})

describe('WHERE', () => {
  test.each([
    ['temperature > 39', true],
    ["temperature > 50 AND color <> 'red'", false],
    ["color = 'red' OR missing = 1", false],
    ['missing > 1', false],
    ['missing <> 1', false],
    ['NOT missing = 1', false],
    ['NOT temperature = 1', true],
    ['humidity >= 50', true],
    ["'100' > '99'", true],
    ["color > 'green'", true],
    ['color > 1', false],
    ['on', true],
    ['on AND NOT (temperature < 10)', true],
    ["place.room.name = 'lab'", true],
    ["color = 'green' OR temperature = 40 AND on", true],
    ['temperature', false],
  ])('%s', (condition, passes) => {
    const output = result(`SELECT color FROM 'sensor/#' WHERE ${condition}`)
    expect(output).toEqual(passes ? { color: 'red' } : undefined)
  })
})

describe('a payload that is no JSON', () => {
  const bytes = Uint8Array.of(1, 2, 255)

  test('passes through "SELECT *" as it is', () => {
    const { raw, message: parsed } = message(bytes)
    expect(evaluateQuery(parseQuery("SELECT * FROM 'a'"), parsed, raw)).toEqual(raw)
  })

  test.each(["SELECT color FROM 'a'", "SELECT * FROM 'a' WHERE 1 = 1"])('fails %s', (sql) => {
    expect(() => result(sql, bytes)).toThrow(SqlEvaluationError)
  })
})

test.each([
  'SELECT',
  "SELECT a FROM 'x' WHERE",
  "SELECT a FROM 'x' b",
  "SELECT a, FROM 'x'",
  'SELECT a FROM x',
  "SELECT a FROM 'x/#/y'",
  "SELECT 1 + 1 FROM 'x'",
  "SELECT (a FROM 'x'",
  "SELECT a; DROP FROM 'x'",
  "SELECT sin(a) FROM 'x'",
])('"%s" is refused', (sql) => {
  expect(() => checkFunctions(parseQuery(sql))).toThrow(SqlSyntaxError)
})

test('a template is filled from the message, and fails where that says nothing', () => {
  const { message: parsed } = message()
  expect(fillTemplate('${topic(2)}/${color}.json', parsed)).toBe('7/red.json')
  expect(() => fillTemplate('${missing}', parsed)).toThrow(SqlEvaluationError)
})
