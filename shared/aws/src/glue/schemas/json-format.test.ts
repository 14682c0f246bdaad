import { describe, expect, test } from 'vitest'
import { jsonFormat } from './json-format.ts'
import { UnsupportedKeyword } from './unsupported-keyword.ts'

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

  test.each(['anyOf', 'oneOf'])('has a branch of %s for each of the writer’s', (keyword) => {
    const either = (...types: string[]) =>
      ride({ id: { [keyword]: types.map((type) => ({ type })) } })
    expect(canRead(either('string', 'null'), either('string'))).toBe(true)
    expect(canRead(either('string', 'null'), ride({ id: text }))).toBe(true)
    expect(canRead(either('string'), either('string', 'null'))).toBe(false)
    expect(canRead(ride({ id: text }), either('string', 'null'))).toBe(false)
    expect(canRead(ride({ id: { type: ['string', 'null'] } }), either('null', 'string'))).toBe(true)
  })

  test('accepts with all of allOf what the writer’s allow together', () => {
    const short = { maxLength: 5 }
    expect(canRead({ allOf: [text, short] }, { ...text, maxLength: 4 })).toBe(true)
    expect(canRead({ allOf: [text, short] }, text)).toBe(false)
    expect(canRead({ ...text, maxLength: 5 }, { allOf: [text, short] })).toBe(true)
    expect(canRead({ ...text, maxLength: 4 }, { allOf: [text, short] })).toBe(false)
    const both = (one: object, other: object) => ({ allOf: [ride(one), ride(other)] })
    expect(canRead(ride({ id: text, tip: text }), both({ id: text }, { tip: text }))).toBe(true)
    expect(canRead(ride({ id: text, tip: text }), both({ id: text }, { tip: {} }))).toBe(false)
  })

  test('follows references within its own definition', () => {
    const named = (definition: object) => ({
      ...ride({ id: { $ref: '#/definitions/id' } }),
      definitions: { id: definition },
    })
    expect(canRead(named({ type: ['string', 'null'] }), named(text))).toBe(true)
    expect(canRead(named(text), named({ type: ['string', 'null'] }))).toBe(false)
    expect(canRead(named(text), ride({ id: text }))).toBe(true)
    expect(canRead(ride({ id: text }), named({ type: 'number' }))).toBe(false)
    const escaped = { $ref: '#/definitions/a~1b%20c' }
    expect(canRead({ ...escaped, definitions: { 'a/b c': text } }, text)).toBe(true)
  })

  test('may lead back to itself', () => {
    const tree = (type: string) =>
      ride({ value: { type }, children: { type: 'array', items: { $ref: '#' } } })
    expect(canRead(tree('number'), tree('integer'))).toBe(true)
    expect(canRead(tree('integer'), tree('number'))).toBe(false)
    expect(canRead({ items: { $ref: '#' } }, {})).toBe(true)
    expect(() => canRead({ $ref: '#' }, text)).toThrow(UnsupportedKeyword)
  })

  test('gives up where choices multiply without end', () => {
    const names = [...Array(60).keys()]
    const definitions = Object.fromEntries(
      names.map((n) => [
        `d${n}`,
        { anyOf: [{ $ref: `#/definitions/d${n + 1}` }, { $ref: `#/definitions/d${n + 1}` }] },
      ]),
    )
    const doubled = { $ref: '#/definitions/d0', definitions: { ...definitions, d60: text } }
    expect(() => canRead({ ...doubled, title: 'New' }, doubled)).toThrow(UnsupportedKeyword)
  })

  test('refuses to compare what it has no rule for', () => {
    const unlike = ride({ id: { not: text } })
    expect(canRead(unlike, { ...unlike, title: 'Same' })).toBe(true)
    expect(() => canRead(unlike, ride({ id: text }))).toThrow(UnsupportedKeyword)
    const elsewhere = ride({ id: { $ref: 'https://example.com/id.json' } })
    expect(() => canRead({ ...elsewhere, title: 'New' }, elsewhere)).toThrow(UnsupportedKeyword)
  })
})

test.each([
  '{',
  '7',
  '{"type":"text"}',
  '{"properties":[]}',
  '{"required":"id"}',
  '{"properties":{"id":{"type":"text"}}}',
  '{"anyOf":[]}',
  '{"anyOf":[{"type":"text"}]}',
  '{"definitions":{"id":{"type":"text"}}}',
  '{"$ref":"#/definitions/id"}',
  '{"$schema":"https://json-schema.org/draft/2020-12/schema"}',
])('a definition such as %s is refused', (definition) => {
  expect(() => jsonFormat.check(definition)).toThrow(SyntaxError)
})

test('a definition that is too deep is refused', () => {
  const deep = `${'{"items":'.repeat(10_000)}{}${'}'.repeat(10_000)}`
  expect(() => jsonFormat.check(deep)).toThrow('it is more than 500 levels deep')
})

test('a definition of draft 7 is taken', () => {
  const definition = { $schema: 'http://json-schema.org/draft-07/schema#', ...ride({ id: text }) }
  expect(() => jsonFormat.check(JSON.stringify(definition))).not.toThrow()
})
