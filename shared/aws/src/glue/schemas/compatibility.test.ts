import type { Compatibility } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { record, testSchemas } from './test-schemas.ts'

describe('compatibility', () => {
  // The first version is `record('a', 'b?')`.
  test.each<[Compatibility, string[], 'AVAILABLE' | 'FAILURE']>([
    ['NONE', ['z'], 'AVAILABLE'],
    ['BACKWARD', ['b?'], 'AVAILABLE'],
    ['BACKWARD', ['a', 'b?', 'c?'], 'AVAILABLE'],
    ['BACKWARD', ['a', 'b?', 'c'], 'FAILURE'],
    ['FORWARD', ['a', 'b?', 'c'], 'AVAILABLE'],
    ['FORWARD', ['a'], 'AVAILABLE'],
    ['FORWARD', ['b?'], 'FAILURE'],
    ['FULL', ['a', 'c?'], 'AVAILABLE'],
    ['FULL', ['a', 'b?', 'c'], 'FAILURE'],
    ['FULL', ['b?'], 'FAILURE'],
  ])('%s with the fields %j makes the second version %s', (mode, fields, status) => {
    const { create, register } = testSchemas()
    create(record('a', 'b?'), { mode })
    expect(register(record(...fields))).toBe(`2 ${status}`)
  })

  test('with _ALL looks at every version from the checkpoint on', () => {
    const last = (mode: Compatibility, checkpoint: number) => {
      const { glue, create, register, SchemaId } = testSchemas()
      const fields = [{ name: 'a', type: 'int' }]
      create({ ...record(), fields }, { mode: 'NONE' })
      register(record())
      const SchemaVersionNumber = { VersionNumber: checkpoint }
      glue.UpdateSchema({ SchemaId, SchemaVersionNumber, Compatibility: mode })
      return register(record('a?'))
    }
    expect(last('BACKWARD', 1)).toBe('3 AVAILABLE')
    expect(last('BACKWARD_ALL', 1)).toBe('3 FAILURE')
    expect(last('BACKWARD_ALL', 2)).toBe('3 AVAILABLE')
    expect(last('FORWARD_ALL', 1)).toBe('3 FAILURE')
    expect(last('FULL_ALL', 1)).toBe('3 FAILURE')
    expect(last('FULL', 1)).toBe('3 AVAILABLE')
  })

  test('ignores versions that failed', () => {
    const { create, register } = testSchemas()
    create(record('a'))
    expect(register(record('a', 'b'))).toBe('2 FAILURE')
    expect(register(record('a', 'c?'))).toBe('3 AVAILABLE')
  })

  test('is checked for JSON too, and refused where there is no rule', () => {
    const { create, register } = testSchemas()
    const schema = (required: string[], more: object = {}) => ({
      type: 'object',
      properties: { id: { type: 'string' } },
      required,
      ...more,
    })
    create(schema([]), { format: 'JSON' })
    expect(register(schema(['id']))).toBe('2 FAILURE')
    expect(register(schema([], { description: 'Rides' }))).toBe('3 AVAILABLE')
    const patterns = { patternProperties: { '^x': { type: 'string' } } }
    expect(() => register(schema([], patterns))).toThrow(
      'Comparing JSON schemas with "patternProperties" is not emulated',
    )
  })
})
