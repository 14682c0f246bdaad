import { describe, expect, test } from 'vitest'
import { readItem } from '../read-value.ts'
import { readCondition } from './condition.ts'
import { meets } from './evaluate.ts'
import { Placeholders } from './placeholders.ts'

const item = readItem({
  name: { S: 'Hollister' },
  officers: { N: '42' },
  staffed: { BOOL: true },
  chief: { NULL: true },
  units: { SS: ['patrol', 'canine'] },
  codes: { NS: ['1', '2.50'] },
  seal: { B: Uint8Array.of(1, 2, 3) },
  seals: { BS: [Uint8Array.of(1, 2)] },
  address: {
    M: { city: { S: 'Hollister' }, street: { L: [{ S: '395 Apollo Way' }, { N: '7' }] } },
  },
})

const values = {
  ':name': { S: 'Hollister' },
  ':prefix': { S: 'Holl' },
  ':part': { S: 'list' },
  ':unit': { S: 'canine' },
  ':code': { N: '2.5' },
  ':one': { N: '1' },
  ':few': { N: '41' },
  ':many': { N: '43' },
  ':true': { BOOL: true },
  ':bytes': { B: Uint8Array.of(1, 2) },
  ':string': { S: 'S' },
  ':map': { M: {} },
  ':units': { SS: ['canine', 'patrol'] },
}

function read(expression: string, names: Record<string, string> = {}) {
  const used = Object.entries(values).filter(([key]) => new RegExp(`${key}\\b`).test(expression))
  const input = {
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
  }
  return readCondition(expression, new Placeholders(input))
}

describe('a condition', () => {
  test.each([
    '#n = :name',
    '#n <> :one',
    'nothing <> :one',
    'officers > :few AND officers < :many',
    'officers >= :few and officers <= :many',
    'officers BETWEEN :few AND :many',
    'officers IN (:few, :many) OR #n IN (:name)',
    'NOT officers IN (:few, :many)',
    'NOT (officers = :few OR officers = :many)',
    '(officers > :few) AND ((#n = :name) OR officers = :one)',
    'attribute_exists(address.city) AND attribute_not_exists(address.zip)',
    'attribute_not_exists(address.street[2]) AND attribute_exists(address.street[1])',
    'address.street[1] > :one',
    'attribute_type(#n, :string)',
    'begins_with(#n, :prefix) AND begins_with(seal, :bytes)',
    'contains(#n, :part) AND contains(units, :unit) AND contains(codes, :code)',
    'contains(seal, :bytes) AND contains(seals, :bytes) AND NOT contains(address.street, :one)',
    'size(units) > :one AND size(#n) > size(seal) AND size(address) > :one',
    'units = :units',
    ':many > officers',
    'staffed = :true AND chief <> :true',
  ])('is met: %s', (expression) => {
    const names = expression.includes('#n') ? { '#n': 'name' } : {}
    expect(meets(item, read(expression, names))).toBe(true)
  })

  test.each([
    'nothing = :one',
    'officers = :name',
    'officers < :name',
    'nothing BETWEEN :one AND :many',
    'begins_with(officers, :prefix)',
    'contains(officers, :one)',
    'size(officers) > :one',
    'attribute_type(nothing, :string)',
    'address.city.district = :name',
    'address[0] = :name',
  ])('is not met where types do not fit or values are missing: %s', (expression) => {
    expect(meets(item, read(expression))).toBe(false)
  })
})

describe('a condition is refused', () => {
  test.each([
    ['', 'The expression can not be empty;'],
    ['officers', 'Syntax error; token: "<EOF>", near: "officers"'],
    ['officers = ', 'Syntax error; token: "<EOF>", near: "= "'],
    ['officers == :one', 'Syntax error; token: "=", near: "== :one"'],
    ['!!! wrong', 'Syntax error; token: "!", near: "!!"'],
    ['officers = :one AND', 'Syntax error; token: "<EOF>", near: "AND"'],
    ['officers = :one)', 'Syntax error; token: ")", near: ":one)"'],
    ['police-department = :one', 'Syntax error; token: "-", near: "police-department"'],
    ['((officers = :one))', 'The expression has redundant parentheses;'],
    ['exists(officers)', 'Invalid function name; function: exists'],
    ['toString(officers)', 'Invalid function name; function: toString'],
    [
      'size(officers)',
      'The function is not allowed to be used this way in an expression; function: size',
    ],
    [
      'officers = contains(units, :unit)',
      'not allowed to be used this way in an expression; function: contains',
    ],
    ['name = :name', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['address.Name = :name', 'reserved keyword: Name'],
    [
      '#m = :one',
      'An expression attribute name used in the document path is not defined; attribute name: #m',
    ],
    [
      'officers = :none',
      'An expression attribute value used in expression is not defined; attribute value: :none',
    ],
    [
      'begins_with(officers)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'officers = officers',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [officers]',
    ],
    [
      'attribute_exists(:one)',
      'Operator or function requires a document path; operator or function: attribute_exists',
    ],
    [
      'begins_with(officers, :one)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    ['officers < :true', 'operator or function: <, operand type: BOOL'],
    [
      'attribute_type(officers, :name)',
      'Invalid attribute type name found; type: Hollister, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}',
    ],
    [
      'officers BETWEEN :many AND :few',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:43}, upper bound operand: AttributeValue: {N:41}',
    ],
    [
      'officers BETWEEN :few AND :name',
      'The BETWEEN operator requires same data type for lower and upper bounds',
    ],
    [`officers = ${'x'.repeat(5000)}`, 'Expression size has exceeded the maximum allowed size'],
    [`${'('.repeat(400)}officers = :one${')'.repeat(400)}`, 'too many operators or functions'],
  ])('%.40s', (expression, message) => {
    expect(() => read(expression)).toThrow(message)
  })

  test('for the first kind of mistake in the order of DynamoDB, not the first in the text', () => {
    expect(() => read('name = :name AND exists(officers)')).toThrow('Invalid function name')
    expect(() => read('officers = :none AND name = :name')).toThrow('reserved keyword')
    expect(() => read('begins_with(officers, :one) AND #m = :one')).toThrow(
      'Incorrect operand type',
    )
  })
})

describe('placeholders are refused', () => {
  test.each([
    [{ ExpressionAttributeNames: {} }, 'ExpressionAttributeNames must not be empty'],
    [{ ExpressionAttributeValues: {} }, 'ExpressionAttributeValues must not be empty'],
    [
      { ExpressionAttributeNames: { n: 'name' } },
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "n"',
    ],
    [
      { ExpressionAttributeValues: { v: { S: 'a' } } },
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "v"',
    ],
    [
      { ExpressionAttributeValues: { ':v': { SS: [] } } },
      'ExpressionAttributeValues contains invalid value: One or more parameter values were invalid: An string set  may not be empty for key :v',
    ],
  ])('%j', (input, message) => {
    expect(() => new Placeholders(input)).toThrow(message)
  })

  test('if nothing uses them', () => {
    const placeholders = new Placeholders({
      ExpressionAttributeNames: { '#n': 'name', '#m': 'motto' },
      ExpressionAttributeValues: { ':v': { S: 'a' } },
    })
    readCondition('#n = :v', placeholders)
    expect(() => placeholders.refuseUnused()).toThrow(
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#m}',
    )
  })
})
