import { describe, expect, test } from 'vitest'
import { avroFormat } from './avro-format.ts'
import { record } from './test-schemas.ts'

const canRead = (reader: unknown, writer: unknown) =>
  avroFormat.canRead(JSON.stringify(reader), JSON.stringify(writer))

describe('an Avro reader', () => {
  test('ignores fields that it does not know', () => {
    expect(canRead(record('first'), record('first', 'email'))).toBe(true)
  })

  test('does without a field only if it has a default', () => {
    expect(canRead(record('first', 'zip?'), record('first'))).toBe(true)
    expect(canRead(record('first', 'zip'), record('first'))).toBe(false)
  })

  test('widens numbers and does not narrow them', () => {
    expect(canRead('long', 'int')).toBe(true)
    expect(canRead('int', 'long')).toBe(false)
    expect(canRead('string', 'int')).toBe(false)
  })

  test('knows every symbol and branch that is written', () => {
    const colours = (...symbols: string[]) => ({ type: 'enum', name: 'Colour', symbols })
    expect(canRead(colours('RED', 'BLUE'), colours('RED'))).toBe(true)
    expect(canRead(colours('RED'), colours('RED', 'BLUE'))).toBe(false)
    expect(canRead(['null', 'string'], 'string')).toBe(true)
    expect(canRead('string', ['null', 'string'])).toBe(false)
  })
})

test.each(['{', '"integer"', '{"type":"record","fields":[]}', '{"type":"enum","name":"E"}'])(
  'a definition such as %s is refused',
  (definition) => {
    expect(() => avroFormat.check(definition)).toThrow(SyntaxError)
  },
)
