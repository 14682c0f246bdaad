import { expect, test } from 'vitest'
import { readStatement } from './read-statement.ts'
import { tokensOf } from './tokens.ts'

test('comments and a last semicolon do not matter', () => {
  expect(readStatement('-- all\nshow /* the */ tables in Lake;', 'default')).toEqual({
    kind: 'show-tables',
    database: 'lake',
    pattern: undefined,
  })
  expect(readStatement('SELECT 1 -- one\n;', 'default')).toEqual({
    kind: 'select',
    sql: 'SELECT 1',
  })
})

test('names may be quoted in two ways, and folded', () => {
  const name = (sql: string) => readStatement(sql, 'default')
  expect(name('DROP TABLE `Lake`.`Rides`')).toMatchObject({
    name: { database: 'lake', table: 'rides' },
  })
  expect(name('DROP TABLE "Rides"')).toMatchObject({
    name: { database: 'default', table: 'rides' },
  })
  expect(name('DROP TABLE AwsDataCatalog.a.b')).toMatchObject({
    name: { database: 'a', table: 'b' },
  })
})

test.each([
  ['', "mismatched input '<EOF>'"],
  ['DROP TABLE', "mismatched input '<EOF>'"],
  ['DROP TABLE a b', "mismatched input 'b'"],
  ['CREATE EXTERNAL TABLE t', "mismatched input '<EOF>'"],
  ['CREATE EXTERNAL TABLE t (a)', 'Expecting: a type'],
  ['CREATE EXTERNAL TABLE t (a int) LOCATION', 'Expecting: a text'],
  ['ALTER TABLE t ADD', 'Expecting: PARTITION'],
  ['PREPARE p FROM', 'Expecting: a query'],
  ['EXECUTE p USING x', 'Not a literal: x'],
  ['CREATE TABLE t AS WITH DATA', 'Expecting: a query'],
  ['SELECT 1 /* and', "mismatched input '/'"],
])('"%s" is malformed', (sql, message) => {
  expect(() => readStatement(sql, 'default')).toThrow(message)
})

test('tokens of hostile texts take time in proportion', () => {
  for (const text of ["'", '"', '/*', '/* ', '--', '(', 'a', '`', '*/', '1e', '$$']) {
    try {
      tokensOf(text.repeat(130_000))
    } catch {
      // What matters is that it ends.
    }
  }
})

test.each([
  ['WITH DATA', true],
  ['with\n no -- rows\n data', false],
  ['', true],
])('"%s" behind the query of a new table is not part of it', (tail, withData) => {
  expect(readStatement(`CREATE TABLE t AS SELECT 1 AS data ${tail};`, 'default')).toMatchObject({
    sql: 'SELECT 1 AS data',
    into: { withData },
  })
})

test('spaces in a new table take time in proportion', () => {
  readStatement(`CREATE TABLE t AS SELECT${' '.repeat(130_000)}1`, 'default')
})
