import { describe, expect, test } from 'vitest'
import { jsonFormat, UnsupportedKeyword } from './json-format.ts'

const canRead = (reader: unknown, writer: unknown) =>
  jsonFormat.canRead(JSON.stringify(reader), JSON.stringify(writer))

const text = { type: 'string' }
const ride = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

describe('a JSON reader', () => {
  test('takes fewer required properties, not more', () => {
    const strict = ride({ id: text }, { required: ['id'] })
    const lax = ride({ id: text })
    expect(canRead(lax, strict)).toBe(true)
    expect(canRead(strict, lax)).toBe(false)
  })

  test('may know an optional property that nobody writes', () => {
    expect(canRead(ride({ id: text, tip: text }), ride({ id: text }))).toBe(true)
  })

  test('ignores properties that it does not know, unless it forbids them', () => {
    const more = ride({ id: text, tip: text })
    expect(canRead(ride({ id: text }), more)).toBe(true)
    expect(canRead(ride({ id: text }, { additionalProperties: false }), more)).toBe(false)
    expect(canRead(ride({ id: text }, { additionalProperties: text }), more)).toBe(true)
    const other = { additionalProperties: { type: 'number' } }
    expect(canRead(ride({ id: text }, other), more)).toBe(false)
  })

  test('takes part of its types, at any depth', () => {
    expect(canRead({ type: 'number' }, { type: 'integer' })).toBe(true)
    expect(canRead({ type: 'integer' }, { type: 'number' })).toBe(false)
    expect(canRead({ type: ['string', 'null'] }, text)).toBe(true)
    expect(canRead(text, { type: ['string', 'null'] })).toBe(false)
    expect(canRead(text, {})).toBe(false)
    expect(canRead({}, text)).toBe(true)
    const list = (items: object) => ride({ stops: { type: 'array', items } })
    expect(canRead(list({ type: 'number' }), list({ type: 'integer' }))).toBe(true)
    expect(canRead(list({ type: 'integer' }), list({ type: 'number' }))).toBe(false)
  })

  test('takes part of its values', () => {
    expect(canRead({ enum: ['a', 'b'] }, { enum: ['a'] })).toBe(true)
    expect(canRead({ enum: ['a'] }, { enum: ['a', 'b'] })).toBe(false)
    expect(canRead({ enum: ['a', 1] }, { const: 1 })).toBe(true)
    expect(canRead({ enum: ['a'] }, text)).toBe(false)
  })

  test('has bounds that are no tighter', () => {
    expect(canRead({ minLength: 1 }, { minLength: 2 })).toBe(true)
    expect(canRead({ minLength: 2 }, { minLength: 1 })).toBe(false)
    expect(canRead({ maximum: 9 }, { maximum: 5 })).toBe(true)
    expect(canRead({ maximum: 5 }, { maximum: 9 })).toBe(false)
    expect(canRead({ maximum: 5 }, {})).toBe(false)
    expect(canRead({ pattern: '^a' }, { pattern: '^a' })).toBe(true)
    expect(canRead({ pattern: '^a' }, { pattern: '^ab' })).toBe(false)
  })

  test('is not fooled by texts about itself', () => {
    expect(canRead({ ...text, title: 'New' }, { ...text, title: 'Old' })).toBe(true)
  })

  test('refuses to compare what it has no rule for', () => {
    const either = ride({ id: { anyOf: [text] } })
    expect(canRead(either, { ...either, title: 'Same' })).toBe(true)
    expect(() => canRead(either, ride({ id: text }))).toThrow(UnsupportedKeyword)
    const reference = ride({ id: { $ref: '#/definitions/id' } })
    expect(() => canRead({ ...reference, title: 'New' }, reference)).toThrow(UnsupportedKeyword)
  })
})

test.each([
  '{',
  '7',
  '{"type":"text"}',
  '{"properties":[]}',
  '{"required":"id"}',
  '{"properties":{"id":{"type":"text"}}}',
  '{"$schema":"https://json-schema.org/draft/2020-12/schema"}',
])('a definition such as %s is refused', (definition) => {
  expect(() => jsonFormat.check(definition)).toThrow(SyntaxError)
})

test('a definition of draft 7 is taken', () => {
  const definition = { $schema: 'http://json-schema.org/draft-07/schema#', ...ride({ id: text }) }
  expect(() => jsonFormat.check(JSON.stringify(definition))).not.toThrow()
})
