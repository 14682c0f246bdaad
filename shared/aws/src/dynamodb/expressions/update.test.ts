import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttributeValue } from '../attribute-value.ts'
import { readItem } from '../read-value.ts'
import { applyUpdate } from './apply-update.ts'
import { Placeholders } from './placeholders.ts'
import { readUpdate } from './update.ts'

const values: Record<string, AttributeValue> = {
  ':n': { N: '5' },
  ':s': { S: 'new' },
  ':list': { L: [{ S: 'x' }] },
  ':set': { SS: ['patrol', 'marine'] },
  ':all': { SS: ['patrol', 'canine'] },
  ':numbers': { NS: ['1', '3'] },
  ':bytes': { BS: [Uint8Array.of(1)] },
}

function read(expression: string) {
  const used = Object.entries(values).filter(([key]) => new RegExp(`${key}\\b`).test(expression))
  const input = used.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(used) } : {}
  return readUpdate(expression, new Placeholders(input))
}

const before = readItem({
  officers: { N: '42' },
  units: { SS: ['patrol', 'canine'] },
  codes: { NS: ['1', '2'] },
  seals: { BS: [Uint8Array.of(1)] },
  address: { M: { city: { S: 'Hollister' } } },
  calls: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
})

describe('an update', () => {
  test.each<[string, object]>([
    ['SET officers = :n', { officers: { N: '5' } }],
    ['SET officers = officers + :n', { officers: { N: '47' } }],
    ['SET officers = :n - officers', { officers: { N: '-37' } }],
    ['SET officers = (officers - :n)', { officers: { N: '37' } }],
    ['SET tally = if_not_exists(tally, :n) + officers', { tally: { N: '47' } }],
    ['SET officers = if_not_exists(officers, :n)', {}],
    ['SET address.zip = :s', { address: { M: { city: { S: 'Hollister' }, zip: { S: 'new' } } } }],
    [
      'set calls = list_append(calls, :list)',
      { calls: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'x' }] } },
    ],
    [
      'SET calls = list_append(:list, calls)',
      { calls: { L: [{ S: 'x' }, { S: 'a' }, { S: 'b' }, { S: 'c' }] } },
    ],
    ['SET calls[1] = :s', { calls: { L: [{ S: 'a' }, { S: 'new' }, { S: 'c' }] } }],
    [
      'SET calls[99] = :s, calls[50] = :n',
      { calls: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { N: '5' }, { S: 'new' }] } },
    ],
    [
      'SET copied = calls[1], calls[1] = :s',
      { copied: { S: 'b' }, calls: { L: [{ S: 'a' }, { S: 'new' }, { S: 'c' }] } },
    ],
    ['REMOVE calls[0], calls[1]', { calls: { L: [{ S: 'c' }] } }],
    ['REMOVE calls[0] SET calls[1] = :s', { calls: { L: [{ S: 'new' }, { S: 'c' }] } }],
    ['REMOVE calls[7], nothing, address.zip', {}],
    ['REMOVE address.city', { address: { M: {} } }],
    ['ADD officers :n, added :n', { officers: { N: '47' }, added: { N: '5' } }],
    ['ADD units :set', { units: { SS: ['patrol', 'canine', 'marine'] } }],
    ['ADD codes :numbers, seals :bytes', { codes: { NS: ['1', '2', '3'] } }],
    ['DELETE units :set', { units: { SS: ['canine'] } }],
    ['DELETE nothing :set', {}],
    [
      'SET a = :n REMOVE address ADD b :n DELETE codes :numbers',
      { a: { N: '5' }, address: undefined, b: { N: '5' }, codes: { NS: ['2'] } },
    ],
    ['DELETE units :all, seals :bytes', { units: undefined, seals: undefined }],
  ])('%s', (expression, changes) => {
    const after = applyUpdate(before, read(expression))
    expect({ ...after }).toEqual({ ...before, ...changes })
  })

  test('leaves the item that it starts from alone', () => {
    const copy = structuredClone({ ...before })
    applyUpdate(before, read('SET calls[0] = :s, address.zip = :s ADD units :set REMOVE officers'))
    expect({ ...before }).toEqual(copy)
  })

  test('sees the item as it was, whatever the order of its actions', () => {
    const swapped = applyUpdate(before, read('SET officers = codes, codes = officers'))
    expect(swapped).toMatchObject({ officers: { NS: ['1', '2'] }, codes: { N: '42' } })
  })

  test('removes list elements by their places before the update', () => {
    const places = fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.string(), { maxLength: 10 }), places, (list, removed) => {
        const item = readItem({ calls: { L: list.map((S) => ({ S })) } })
        const expression = `REMOVE ${removed.map((place) => `calls[${place}]`).join(', ')}`
        const expected = list.filter((_, place) => !removed.includes(place)).map((S) => ({ S }))
        expect(applyUpdate(item, read(expression))['calls']).toEqual({ L: expected })
      }),
    )
  })

  test.each([
    [
      'SET a = nothing',
      'The provided expression refers to an attribute that does not exist in the item',
    ],
    [
      'SET officers = officers + calls',
      'An operand in the update expression has an incorrect data type',
    ],
    [
      'SET calls = list_append(officers, :list)',
      'An operand in the update expression has an incorrect data type',
    ],
    ['ADD calls :n', 'An operand in the update expression has an incorrect data type'],
    ['DELETE codes :set', 'An operand in the update expression has an incorrect data type'],
    [
      'SET nothing.city = :s',
      'The document path provided in the update expression is invalid for update',
    ],
    [
      'SET officers[0] = :s',
      'The document path provided in the update expression is invalid for update',
    ],
    [
      'REMOVE nothing.city',
      'The document path provided in the update expression is invalid for update',
    ],
  ])('%s does not fit the item', (expression, message) => {
    expect(() => applyUpdate(before, read(expression))).toThrow(message)
  })
})

describe('an update expression is refused', () => {
  test.each([
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['SET', 'Syntax error; token: "<EOF>", near: "SET"'],
    ['SET a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['SET a = :n,', 'Syntax error; token: "<EOF>", near: ","'],
    ['SET a = :n SET b = :n', 'The "SET" section can only be used once in an update expression;'],
    ['SET name = :s', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['SET a = size(b)', 'Invalid function name; function: size'],
    [
      'SET a = if_not_exists(b)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
    [
      'SET a = if_not_exists(:n, :n)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'SET a = list_append(b, :n)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: N',
    ],
    [
      'SET a = b + :s',
      'Incorrect operand type for operator or function; operator or function: +, operand type: S',
    ],
    [
      'ADD a :s',
      'Incorrect operand type for operator or function; operator: ADD, operand type: STRING',
    ],
    [
      'DELETE a :n',
      'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER',
    ],
    [
      'SET a = :none',
      'An expression attribute value used in expression is not defined; attribute value: :none',
    ],
    [
      'SET #a = :n',
      'An expression attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'SET a = :n, a = :s',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'SET a.b = :n REMOVE a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]',
    ],
    [
      'SET a.b = :n, a[0] = :n',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a, [0]]',
    ],
  ])('%s', (expression, message) => {
    expect(() => read(expression)).toThrow(message)
  })
})
