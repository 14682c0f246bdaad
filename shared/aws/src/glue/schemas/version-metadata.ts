import type {
  MetadataInfo,
  MetadataKeyValuePair,
  PutSchemaVersionMetadataInput,
  PutSchemaVersionMetadataResponse,
  QuerySchemaVersionMetadataInput,
  QuerySchemaVersionMetadataResponse,
  RemoveSchemaVersionMetadataInput,
  RemoveSchemaVersionMetadataResponse,
} from '@aws-sdk/client-glue'
import { orderedPageOf } from '../page.ts'
import { required, requireName } from '../constraints.ts'
import { failure, notFound } from '../refusal.ts'
import {
  latestVersion,
  type Metadata,
  type Schema,
  type Schemas,
  type Version,
  versionIn,
} from './schemas-state.ts'

/** How many pairs a version can have (SDK text, PutSchemaVersionMetadata). */
const MAX_PAIRS = 10

/** Pages have 25 keys, and 50 at most (SDK text; API reference). */
const PAGE = { max: 50, otherwise: 25 }

/** Pairs of a key and a value that are noted on a version; a key can have several values. */
export function versionMetadataOperations(schemas: Schemas) {
  return {
    /**
     * PutSchemaVersionMetadata (SDK text). Throws AlreadyExistsException for a pair that is there,
     * ResourceNumberLimitExceededException for the eleventh, EntityNotFoundException.
     */
    PutSchemaVersionMetadata(
      input: PutSchemaVersionMetadataInput,
    ): PutSchemaVersionMetadataResponse {
      const { schema, version } = versionIn(schemas, input)
      const pair = pairIn(schemas, input.MetadataKeyValue)
      if (version.metadata.some((noted) => isSame(noted, pair))) {
        const message = `Resource already exist for schema version id: ${version.id}`
        throw failure(schemas, 'AlreadyExistsException', message)
      }
      if (version.metadata.length >= MAX_PAIRS) {
        const message = `A schema version can have ${MAX_PAIRS} pairs of metadata at most.`
        throw failure(schemas, 'ResourceNumberLimitExceededException', message)
      }
      version.metadata.push({ ...pair, createdAt: schemas.world.clock.now() })
      return answer(schema, version, pair)
    },

    /** RemoveSchemaVersionMetadata (SDK text). Throws EntityNotFoundException. */
    RemoveSchemaVersionMetadata(
      input: RemoveSchemaVersionMetadataInput,
    ): RemoveSchemaVersionMetadataResponse {
      const { schema, version } = versionIn(schemas, input)
      const pair = pairIn(schemas, input.MetadataKeyValue)
      const index = version.metadata.findIndex((noted) => isSame(noted, pair))
      if (index < 0) {
        throw notFound(schemas, `Metadata is not found for schema version id: ${version.id}`)
      }
      version.metadata.splice(index, 1)
      return answer(schema, version, pair)
    },

    /** QuerySchemaVersionMetadata (SDK text): all of it, or keys or pairs that the request lists. */
    QuerySchemaVersionMetadata(
      input: QuerySchemaVersionMetadataInput,
    ): QuerySchemaVersionMetadataResponse {
      const { version } = versionIn(schemas, input)
      const wanted = version.metadata.filter((noted) => matches(noted, input.MetadataList ?? []))
      const byKey = Object.entries(Object.groupBy(wanted, ({ key }) => key))
      const { page, ...token } = orderedPageOf(schemas, byKey, { ...input, ...PAGE })
      const infos = page.map(([key, noted = []]) => [key, describe(noted)] as const)
      return {
        MetadataInfoMap: Object.fromEntries(infos),
        SchemaVersionId: version.id,
        ...token,
      }
    },
  }
}

type Pair = Pick<Metadata, 'key' | 'value'>

function pairIn(schemas: Schemas, input: MetadataKeyValuePair | undefined): Pair {
  const pair = required(schemas, ['metadataKeyValue', input])
  return {
    key: requireName(schemas, ['metadataKey', pair.MetadataKey]),
    value: requireName(schemas, ['metadataValue', pair.MetadataValue]),
  }
}

function isSame(one: Pair, other: Pair): boolean {
  return one.key === other.key && one.value === other.value
}

function matches({ key, value }: Pair, list: MetadataKeyValuePair[]): boolean {
  if (list.length === 0) return true
  return list.some(
    ({ MetadataKey = key, MetadataValue = value }) =>
      MetadataKey === key && MetadataValue === value,
  )
}

/** The value noted last stands first, the others follow from old to new. */
function describe(noted: Metadata[]): MetadataInfo {
  const values = noted.map(({ value, createdAt }) => ({
    MetadataValue: value,
    CreatedTime: new Date(createdAt).toISOString(),
  }))
  const others = values.slice(0, -1)
  return { ...values.at(-1), ...(others.length > 0 ? { OtherMetadataValueList: others } : {}) }
}

function answer(schema: Schema, version: Version, { key, value }: Pair) {
  return {
    SchemaArn: schema.arn,
    SchemaName: schema.name,
    RegistryName: schema.registry.name,
    LatestVersion: latestVersion(schema) === version,
    VersionNumber: version.number,
    SchemaVersionId: version.id,
    MetadataKey: key,
    MetadataValue: value,
  }
}
