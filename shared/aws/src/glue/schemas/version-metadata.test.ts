import {
  AlreadyExistsException,
  EntityNotFoundException,
  ResourceNumberLimitExceededException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { record, testSchemas } from './test-schemas.ts'

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
