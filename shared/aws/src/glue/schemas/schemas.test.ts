import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
  ValidationException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { record, testSchemas } from './test-schemas.ts'

describe('a schema', () => {
  test('is created with its first version, in the default registry', () => {
    const { glue, create, SchemaId } = testSchemas()
    const created = create(record('a'))
    expect(created).toMatchObject({
      RegistryName: 'default-registry',
      SchemaArn: 'arn:aws:glue:us-east-1:123456789012:schema/default-registry/rides',
      Compatibility: 'BACKWARD',
      SchemaCheckpoint: 1,
      LatestSchemaVersion: 1,
      NextSchemaVersion: 2,
      SchemaStatus: 'AVAILABLE',
      SchemaVersionStatus: 'AVAILABLE',
    })
    expect(created.SchemaVersionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    const { SchemaArn } = created
    expect(glue.GetSchema({ SchemaId: { SchemaArn } })).toEqual(glue.GetSchema({ SchemaId }))
    expect(() => create(record('a'))).toThrow(AlreadyExistsException)
    const list = glue.ListSchemas({}).Schemas
    expect(list).toMatchObject([{ SchemaName: 'rides', SchemaStatus: 'AVAILABLE' }])
    expect(glue.DeleteSchema({ SchemaId }).Status).toBe('DELETING')
    expect(() => glue.GetSchema({ SchemaId })).toThrow(EntityNotFoundException)
  })

  test('is refused with a wrong definition or an unknown mode', () => {
    const { glue, create } = testSchemas()
    expect(() => create({ type: 'rec' })).toThrow(
      /^Schema definition of AVRO data format is invalid: /,
    )
    expect(() => create(record(), { mode: 'SIDEWAYS' as 'NONE' })).toThrow(ValidationException)
    expect(glue.ListSchemas({}).Schemas).toEqual([])
  })

  test('takes a new mode only together with a checkpoint', () => {
    const { glue, create, register, SchemaId } = testSchemas()
    create(record('a'))
    register(record('a', 'b'))
    const update = (more: object) => () => glue.UpdateSchema({ SchemaId, ...more })
    expect(update({ Compatibility: 'FULL' })).toThrow(InvalidInputException)
    expect(update({ Description: 'Rides' })).toThrow(InvalidInputException)
    const failed = { SchemaVersionNumber: { VersionNumber: 2 } }
    expect(update(failed)).toThrow('Version 2 is not AVAILABLE as a checkpoint.')
    update({ Compatibility: 'FULL', SchemaVersionNumber: { LatestVersion: true } })()
    expect(glue.GetSchema({ SchemaId })).toMatchObject({
      Compatibility: 'FULL',
      SchemaCheckpoint: 1,
    })
  })
})
