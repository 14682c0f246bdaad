import { describe, expect, test } from 'vitest'
import { parseStatement } from './statement-parser.ts'

const malformed = "Statement wasn't well formed, can't be processed: "
const leftover = `${malformed}Unexpected token after expression`
const whereOf = (condition: string) => {
  const { statement } = parseStatement(`SELECT * FROM "rides" WHERE ${condition}`)
  return statement.kind === 'select' ? statement.where : undefined
}

describe('a statement', () => {
  test('is read with comments, quotes inside quotes and a semicolon', () => {
    const parsed = parseStatement(
      `insert /* one */ INTO "ri""des" value {'id': 'it''s', "n": -1.5e3} -- done\n;`.replace(
        '"n"',
        "'n'",
      ),
    )
    expect(parsed).toEqual({
      parameters: 0,
      statement: {
        kind: 'insert',
        source: { components: ['ri"des'], aliased: false },
        item: {
          kind: 'tuple',
          members: [
            [
              { kind: 'string', text: 'id' },
              { kind: 'string', text: "it's" },
            ],
            [
              { kind: 'string', text: 'n' },
              { kind: 'number', text: '-1.5e3' },
            ],
          ],
        },
      },
    })
  })

  test('binds NOT before AND, and AND before OR', () => {
    const path = (name: string) => ({ kind: 'path', path: [name] })
    const is = (name: string) => ({ kind: 'is', operand: path(name), type: 'MISSING' })
    expect(whereOf('a IS MISSING OR NOT b IS MISSING AND c IS MISSING')).toEqual({
      kind: 'infix',
      operator: 'or',
      left: is('a'),
      right: {
        kind: 'infix',
        operator: 'and',
        left: { kind: 'not', term: is('b') },
        right: is('c'),
      },
    })
  })

  test('counts its parameters', () => {
    const { parameters } = parseStatement(
      "UPDATE rides SET a = ?, b = [?, {'c': ?}] WHERE id IN (?, ?)",
    )
    expect(parameters).toBe(5)
  })

  test('may begin with FROM', () => {
    const { statement } = parseStatement(`FROM "rides" WHERE id = '1' SET a = 1 REMOVE b`)
    expect(statement).toMatchObject({
      kind: 'update',
      changes: [
        { kind: 'set', path: ['a'] },
        { kind: 'remove', path: ['b'] },
      ],
    })
  })
})

// What AWS says of each was recorded on AWS by nubo-db/dynamodb-conformance (October 2026), but for
// those without a source, which follow its parser's vocabulary.
describe('a statement is refused', () => {
  test.each([
    [`SELECT * FROM "rides" WHERE id = 1 foo`, leftover],
    [`SELECT * FROM "rides" WHERE id = 1 e5`, leftover],
    [`SELECT * FROM "rides" WHERE id = 1)`, leftover],
    [`INSERT INTO "rides" VALUE {'id': 1} foo`, leftover],
    [`INSERT INTO "rides" r VALUE {'id': 'x'}`, leftover],
    [`UPDATE "rides" SET a = 9 WHERE id = 1 foo`, leftover],
    [`DELETE FROM "rides" WHERE id = 1 ORDER BY id`, leftover],
    [`SELECT * FROM "rides" ORDER BY id WHERE id = 1`, leftover],
    [`FROM "rides" SET c = 1 WHERE id = 'x'`, leftover],
    [`SELECT * FROM "rides" WHERE id = 1e2147483648`, malformed],
    [`SELECT * FROM "rides" WHERE id = 1.5e-2147483647`, malformed],
    [`SELECT * FROM "rides" WHERE id = 1 # note`, malformed],
    [`SELECT * FROM "rides" WHERE id = 1 /* note`, malformed],
    [`SELECT * FROM "rides`, malformed],
    [`SELECT * FROM "rides" WHERE`, `${malformed}Unexpected term`],
    [`SELECT * FROM "rides" WHERE;`, `${malformed}Unexpected term`],
    [`SELECT * FROM "rides" WHERE NOT`, `${malformed}Unexpected term`],
    [`SELECT * FROM "rides" WHERE (`, `${malformed}Unexpected term`],
    ['SELECT * FROM', `${malformed}Unexpected term`],
    [
      `SELECT * FROM "rides" WHERE id = 'p1' AND`,
      `${malformed}Missing right-hand side expression of infix operator`,
    ],
    [`SELECT * FROM "rides" WHERE ORDER BY id`, `${malformed}Unexpected keyword`],
    [`INSERT INTO urls (key, clicks) VALUES (?, ?)`, `${malformed}Unexpected keyword`],
    [`SELECT * FROM "rides" WHERE IS NULL`, `${malformed}Unexpected operator`],
    [`SELECT * FROM "rides" WHERE id = LIKE`, `${malformed}Unexpected operator`],
    [`SELECT * FROM "rides" WHERE id = 'a' AND x IS FOO`, `${malformed}Expected type name`],
    ['DELETE FROM', `${malformed}Expected identifier for simple path`],
    [`DELETE FROM WHERE id = 'a'`, `${malformed}Expected identifier for simple path`],
    [`SLECT * FROM "rides" WHERE id = 'a'`, `${malformed}Expected data manipulation`],
    ['UPDATE Payment-rides SET a = 1', `${malformed}Expected data manipulation`],
    ['x IS DOUBLE PRECISION', 'Unsupported operation: IsType'],
    [`SELECT * FROM "rides" LIMIT 5`, 'Unsupported clause: LIMIT at 1:23:5'],
    [`SELECT * FROM "rides", "trips"`, 'Only select from a single table or index is supported.'],
    [
      `INSERT INTO "rides" VALUE {'id': 1} RETURNING ALL OLD *`,
      'RETURNING is not supported in INSERT',
    ],
    [
      `UPDATE "rides" SET a = 1 WHERE id = 1 RETURNING ALL OLD`,
      `${malformed}Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause`,
    ],
  ])('%s', (statement, message) => {
    expect(() => parseStatement(statement)).toThrow(expect.objectContaining({ message }))
  })

  test.each(['(', '[', '{', '<<', 'size('])('with too many of %s', (opening) => {
    const statement = `SELECT * FROM "rides" WHERE ${opening.repeat(1600)}`
    expect(() => parseStatement(statement)).toThrow(`${malformed}Nested too deeply`)
  })
})
