import { describe, expect, test } from 'vitest'
import { readItem } from '../read-value.ts'
import { Placeholders } from './placeholders.ts'
import { project, readProjection } from './projection.ts'

const item = readItem({
  officers: { N: '42' },
  address: { M: { city: { S: 'Hollister' }, zip: { S: '95023' } } },
  calls: { L: [{ S: 'a' }, { M: { from: { S: 'b' }, by: { S: 'c' } } }, { S: 'd' }] },
})

const read = (expression: string, names?: Record<string, string>) =>
  readProjection(expression, new Placeholders(names ? { ExpressionAttributeNames: names } : {}))

describe('a projection', () => {
  test.each<[string, object]>([
    ['officers, nothing', { officers: { N: '42' } }],
    ['address.city, address.nothing', { address: { M: { city: { S: 'Hollister' } } } }],
    ['calls[2], calls[0], calls[9]', { calls: { L: [{ S: 'a' }, { S: 'd' }] } }],
    ['calls[1].caller', {}],
    ['nothing.city', {}],
  ])('of %s', (expression, expected) => {
    expect({ ...project(item, read(expression)) }).toEqual(expected)
  })

  test('keeps several parts of one element together', () => {
    const names = { '#f': 'from', '#b': 'by' }
    const parts = project(item, read('calls[1].#f, calls[1].#b', names))
    expect(parts['calls']).toEqual({ L: [{ M: { from: { S: 'b' }, by: { S: 'c' } } }] })
  })

  test.each([
    ['!!!', 'Syntax error; token: "!", near: "!!"'],
    ['officers,', 'Syntax error; token: "<EOF>", near: ","'],
    ['address.', 'Syntax error; token: "<EOF>", near: "."'],
    ['calls[x]', 'Syntax error; token: "x", near: "[x]"'],
    ['data', 'Attribute name is a reserved keyword; reserved keyword: data'],
    [
      '#d',
      'An expression attribute name used in the document path is not defined; attribute name: #d',
    ],
    [
      'address, address.city',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [address], path two: [address, city]',
    ],
  ])('refuses %s', (expression, message) => {
    expect(() => read(expression)).toThrow(message)
  })
})
