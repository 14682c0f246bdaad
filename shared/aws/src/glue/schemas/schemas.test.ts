import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
  ResourceNumberLimitExceededException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { schemaTags } from './schemas-state.ts'
import { record, testSchemas } from './test-schemas.ts'

describe('a registry', () => {
  test('is created once, changed, listed and deleted with its schemas', async () => {
    const { glue, schemas, clock } = testSchemas()
    const RegistryId = { RegistryName: 'taxi' }
    const { RegistryArn } = glue.CreateRegistry({ ...RegistryId, Tags: { team: 'data' } })
    expect(RegistryArn).toBe('arn:aws:glue:us-east-1:123456789012:registry/taxi')
    expect(schemaTags(schemas, RegistryArn!)).toEqual(new Map([['team', 'data']]))
    expect(() => glue.CreateRegistry(RegistryId)).toThrow(AlreadyExistsException)
    expect(() => glue.CreateRegistry({ RegistryName: 'no space' })).toThrow(InvalidInputException)
    await clock.advance(1000)
    glue.UpdateRegistry({ RegistryId: { RegistryArn }, Description: 'Rides' })
    expect(glue.GetRegistry({ RegistryId })).toMatchObject({
      Description: 'Rides',
      Status: 'AVAILABLE',
      CreatedTime: '2026-03-02T12:00:00.000Z',
      UpdatedTime: '2026-03-02T12:00:01.000Z',
    })
    glue.CreateSchema({ RegistryId, SchemaName: 'rides', DataFormat: 'AVRO' })
    glue.CreateRegistry({ RegistryName: 'bike' })
    const names = glue.ListRegistries({}).Registries?.map(({ RegistryName }) => RegistryName)
    expect(names).toEqual(['bike', 'taxi'])
    expect(glue.DeleteRegistry({ RegistryId }).Status).toBe('DELETING')
    expect(() => glue.GetRegistry({ RegistryId })).toThrow(EntityNotFoundException)
    const SchemaId = { RegistryName: 'taxi', SchemaName: 'rides' }
    expect(() => glue.GetSchema({ SchemaId })).toThrow(EntityNotFoundException)
  })
})

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

  test('is refused with a wrong definition, an unknown mode, and as PROTOBUF', () => {
    const { glue, create } = testSchemas()
    expect(() => create({ type: 'rec' })).toThrow(
      /^Schema definition of AVRO data format is invalid: /,
    )
    expect(() => create(record(), { mode: 'SIDEWAYS' as 'NONE' })).toThrow(InvalidInputException)
    expect(() => create('syntax = "proto3";', { format: 'PROTOBUF' })).toThrow(
      'The embedded AWS does not emulate the data format PROTOBUF of the schema registry of Glue',
    )
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

describe('the metadata of a version', () => {
  test('has up to ten pairs, several of one key among them', async () => {
    const { glue, create } = testSchemas()
    const { SchemaVersionId } = create(record('a'))
    const pair = (MetadataKey: string, MetadataValue: string) => ({ MetadataKey, MetadataValue })
    const put = (key: string, value: string) =>
      glue.PutSchemaVersionMetadata({ SchemaVersionId, MetadataKeyValue: pair(key, value) })
    expect(put('team', 'data')).toMatchObject({ LatestVersion: true, MetadataValue: 'data' })
    expect(() => put('team', 'data')).toThrow(AlreadyExistsException)
    put('team', 'taxi')
    put('stage', 'test')
    const query = (MetadataList?: object[]) =>
      glue.QuerySchemaVersionMetadata({ SchemaVersionId, MetadataList }).MetadataInfoMap
    expect(query()).toMatchObject({
      team: { MetadataValue: 'taxi', OtherMetadataValueList: [{ MetadataValue: 'data' }] },
      stage: { MetadataValue: 'test' },
    })
    expect(Object.keys(query([{ MetadataKey: 'stage' }])!)).toEqual(['stage'])
    const remove = () =>
      glue.RemoveSchemaVersionMetadata({ SchemaVersionId, MetadataKeyValue: pair('team', 'taxi') })
    remove()
    expect(query([{ MetadataKey: 'team' }])).toMatchObject({ team: { MetadataValue: 'data' } })
    expect(remove).toThrow(EntityNotFoundException)
    for (let index = 0; index < 8; index++) put('number', String(index))
    expect(() => put('number', '8')).toThrow(ResourceNumberLimitExceededException)
  })
})
