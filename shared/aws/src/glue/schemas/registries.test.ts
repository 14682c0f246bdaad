import {
  AlreadyExistsException,
  EntityNotFoundException,
  InvalidInputException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { schemaTags } from './schemas-state.ts'
import { testSchemas } from './test-schemas.ts'

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
