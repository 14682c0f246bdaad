import { EntityNotFoundException, InvalidInputException } from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { record, testSchemas } from './test-schemas.ts'

describe('a schema version', () => {
  test('is registered once per definition, however it is written', () => {
    const { glue, create, register, SchemaId } = testSchemas()
    const { SchemaVersionId } = create(record('a'))
    const { type, name, fields } = record('a')
    const SchemaDefinition = JSON.stringify({ fields, name, type }, null, 4)
    expect(glue.RegisterSchemaVersion({ SchemaId, SchemaDefinition })).toEqual({
      SchemaVersionId,
      VersionNumber: 1,
      Status: 'AVAILABLE',
    })
    const found = glue.GetSchemaByDefinition({ SchemaId, SchemaDefinition })
    expect(found).toMatchObject({ SchemaVersionId, DataFormat: 'AVRO', Status: 'AVAILABLE' })
    const other = { SchemaId, SchemaDefinition: JSON.stringify(record('z')) }
    expect(() => glue.GetSchemaByDefinition(other)).toThrow(EntityNotFoundException)
    expect(register(record('a', 'b?'))).toBe('2 AVAILABLE')
  })

  test('is found by its id, its number, or as the latest that is available', () => {
    const { glue, create, register, SchemaId } = testSchemas()
    const { SchemaVersionId } = create(record('a'))
    register(record('a', 'b?'))
    expect(register(record('a', 'c'))).toBe('3 FAILURE')
    const number = (reference: object) => glue.GetSchemaVersion(reference).VersionNumber
    expect(number({ SchemaVersionId })).toBe(1)
    expect(number({ SchemaId, SchemaVersionNumber: { VersionNumber: 3 } })).toBe(3)
    expect(number({ SchemaId, SchemaVersionNumber: { LatestVersion: true } })).toBe(2)
    const none = { SchemaId, SchemaVersionNumber: { VersionNumber: 4 } }
    expect(() => number(none)).toThrow(EntityNotFoundException)
    const first = glue.ListSchemaVersions({ SchemaId, MaxResults: 2 })
    const rest = glue.ListSchemaVersions({ SchemaId, NextToken: first.NextToken })
    const listed = [...first.Schemas!, ...rest.Schemas!]
    expect(listed.map(({ VersionNumber, Status }) => [VersionNumber, Status])).toEqual([
      [3, 'FAILURE'],
      [2, 'AVAILABLE'],
      [1, 'AVAILABLE'],
    ])
  })

  test('is refused where versions are disabled', () => {
    const { create, register } = testSchemas()
    create(record('a'), { mode: 'DISABLED' })
    expect(register(record('a'))).toBe('1 AVAILABLE')
    expect(() => register(record('a', 'b?'))).toThrow(InvalidInputException)
  })

  test('can be checked without a schema, and compared with another', () => {
    const { glue, create, register, SchemaId } = testSchemas()
    const check = (SchemaDefinition: string) =>
      glue.CheckSchemaVersionValidity({ DataFormat: 'AVRO', SchemaDefinition })
    expect(check('"int"')).toEqual({ Valid: true })
    expect(check('"whole"')).toMatchObject({ Valid: false, Error: expect.any(String) })
    create(record('a'))
    register(record('a', 'b?'))
    const { Diff } = glue.GetSchemaVersionsDiff({
      SchemaId,
      FirstSchemaVersionNumber: { VersionNumber: 1 },
      SecondSchemaVersionNumber: { LatestVersion: true },
      SchemaDiffType: 'SYNTAX_DIFF',
    })
    const value = { name: 'b', type: ['null', 'string'], default: null }
    expect(JSON.parse(Diff!)).toEqual([{ op: 'add', path: '/fields/1', value }])
  })

  test('is deleted unless something stands on it', () => {
    const { glue, create, register, SchemaId } = testSchemas()
    create(record('a'))
    for (const field of ['b?', 'c?', 'd?', 'e?']) register(record('a', field))
    const remove = (Versions: string) => glue.DeleteSchemaVersions({ SchemaId, Versions })
    expect(() => remove('1-2')).toThrow('The first schema version cannot be deleted.')
    expect(() => remove('3-2')).toThrow(InvalidInputException)
    glue.UpdateSchema({ SchemaId, SchemaVersionNumber: { VersionNumber: 3 } })
    expect(() => remove('2-4')).toThrow('checkpoint')
    expect(remove('5')).toEqual({ SchemaVersionErrors: [] })
    expect(remove('5')).toMatchObject({ SchemaVersionErrors: [{ VersionNumber: 5 }] })
    expect(glue.GetSchema({ SchemaId })).toMatchObject({
      LatestSchemaVersion: 4,
      NextSchemaVersion: 6,
    })
    const SchemaVersionNumber = { VersionNumber: 3 }
    glue.UpdateSchema({ SchemaId, SchemaVersionNumber, Compatibility: 'FULL_ALL' })
    expect(() => remove('4')).toThrow('Compatibility FULL_ALL needs these schema versions.')
    expect(() => remove('2')).not.toThrow()
  })
})
