import { arnOf } from '../account.ts'
import type {
  CreateSchemaInput,
  CreateSchemaResponse,
  DeleteSchemaInput,
  DeleteSchemaResponse,
  GetSchemaInput,
  GetSchemaResponse,
  ListSchemasInput,
  ListSchemasResponse,
  UpdateSchemaInput,
  UpdateSchemaResponse,
} from '@aws-sdk/client-glue'
import { orderedPageOf } from '../page.ts'
import { requireOneOf } from '../constraints.ts'
import { failure, invalidInput } from '../refusal.ts'
import { COMPATIBILITIES } from './compatibility.ts'
import { PAGE, registryOperations } from './registries.ts'
import { checkDefinition, formatNamed, requireDefinition } from './schema-format.ts'
import { addVersion, schemaVersionOperations } from './schema-versions.ts'
import {
  addRegistry,
  DEFAULT_REGISTRY,
  findRegistry,
  findSchema,
  findVersion,
  latestVersion,
  requireNewName,
  type Schema,
  type Schemas,
} from './schemas-state.ts'
import { versionMetadataOperations } from './version-metadata.ts'

/**
 * The schema registry, for AVRO, JSON and PROTOBUF. Checks of compatibility are done before
 * the answer: no version is ever PENDING, and what is deleted is gone at once. Quotas are
 * not in force, except for 10 pairs of metadata a version.
 */
export function schemaOperations(schemas: Schemas) {
  return {
    ...registryOperations(schemas),
    ...definitionOperations(schemas),
    ...schemaVersionOperations(schemas),
    ...versionMetadataOperations(schemas),
  }
}

function definitionOperations(schemas: Schemas) {
  return {
    /**
     * CreateSchema (SDK text). Without a compatibility mode, it is BACKWARD. Throws
     * AlreadyExistsException, EntityNotFoundException, InvalidInputException.
     */
    CreateSchema(input: CreateSchemaInput): CreateSchemaResponse {
      const name = requireNewName(schemas, 'schemaName', input.SchemaName)
      formatNamed(schemas, input.DataFormat)
      const compatibility = requireOneOf(
        schemas,
        ['compatibility', input.Compatibility ?? 'BACKWARD'],
        COMPATIBILITIES,
      )
      const { SchemaDefinition: definition, Tags: tags = {} } = input
      if (definition !== undefined) {
        checkDefinition(schemas, requireDefinition(schemas, definition), input.DataFormat)
      }
      const isDefault = input.RegistryId === undefined
      if (isDefault && !schemas.registries.has(DEFAULT_REGISTRY)) {
        addRegistry(schemas, DEFAULT_REGISTRY, {})
      }
      const registry = findRegistry(schemas, input.RegistryId)
      const arn = arnOf(schemas, `schema/${registry.name}/${name}`)
      if (registry.schemas.has(name)) {
        const message = `Schema already exists. SchemaName: ${name}, SchemaArn: ${arn}`
        throw failure(schemas, 'AlreadyExistsException', message)
      }
      const now = schemas.world.clock.now()
      const schema: Schema = {
        name,
        arn,
        registry,
        format: input.DataFormat ?? 'AVRO',
        compatibility,
        description: input.Description,
        checkpoint: 1,
        nextNumber: 1,
        createdAt: now,
        updatedAt: now,
        tags: new Map(Object.entries(tags)),
        versions: [],
      }
      registry.schemas.set(name, schema)
      const first = definition === undefined ? undefined : addVersion(schemas, schema, definition)
      const { CreatedTime: _created, UpdatedTime: _updated, ...description } = describe(schema)
      return {
        ...description,
        ...(input.Tags ? { Tags: { ...tags } } : {}),
        ...(first ? { SchemaVersionId: first.id, SchemaVersionStatus: first.status } : {}),
      }
    },

    /** GetSchema (SDK text). Throws EntityNotFoundException. */
    GetSchema(input: GetSchemaInput): GetSchemaResponse {
      return describe(findSchema(schemas, input.SchemaId))
    },

    /** ListSchemas (SDK text): of a registry, or of all; by name. */
    ListSchemas(input: ListSchemasInput): ListSchemasResponse {
      const registries = input.RegistryId
        ? [findRegistry(schemas, input.RegistryId)]
        : [...schemas.registries.values()]
      const all = registries.flatMap((registry) => [...registry.schemas.values()])
      const sorted = all.toSorted((a, b) => (a.arn < b.arn ? -1 : 1))
      const { page, ...token } = orderedPageOf(schemas, sorted, { ...input, ...PAGE })
      return { Schemas: page.map(listItem), ...token }
    },

    /**
     * UpdateSchema (SDK text): description, compatibility mode, checkpoint. A new mode needs a
     * checkpoint too. Throws EntityNotFoundException, InvalidInputException.
     */
    UpdateSchema(input: UpdateSchemaInput): UpdateSchemaResponse {
      const schema = findSchema(schemas, input.SchemaId)
      const { Compatibility, SchemaVersionNumber } = input
      if (SchemaVersionNumber === undefined) {
        const text = Compatibility
          ? 'The schema version number of a checkpoint is required to update the compatibility.'
          : 'One of version number or compatibility has to be provided.'
        throw invalidInput(schemas, text)
      }
      const checkpoint = findVersion(schemas, schema, SchemaVersionNumber)
      if (checkpoint.status !== 'AVAILABLE') {
        throw invalidInput(
          schemas,
          `Version ${checkpoint.number} is not AVAILABLE as a checkpoint.`,
        )
      }
      if (Compatibility !== undefined) {
        const member: [string, string] = ['compatibility', Compatibility]
        schema.compatibility = requireOneOf(schemas, member, COMPATIBILITIES)
      }
      schema.checkpoint = checkpoint.number
      schema.description = input.Description ?? schema.description
      schema.updatedAt = schemas.world.clock.now()
      return { SchemaArn: schema.arn, SchemaName: schema.name, RegistryName: schema.registry.name }
    },

    /** DeleteSchema (SDK text), with all its versions, at once. Throws EntityNotFoundException. */
    DeleteSchema(input: DeleteSchemaInput): DeleteSchemaResponse {
      const schema = findSchema(schemas, input.SchemaId)
      schema.registry.schemas.delete(schema.name)
      return { SchemaArn: schema.arn, SchemaName: schema.name, Status: 'DELETING' }
    },
  }
}

function listItem(schema: Schema) {
  const { description } = schema
  return {
    RegistryName: schema.registry.name,
    SchemaName: schema.name,
    SchemaArn: schema.arn,
    ...(description === undefined ? {} : { Description: description }),
    SchemaStatus: 'AVAILABLE' as const,
    CreatedTime: new Date(schema.createdAt).toISOString(),
    UpdatedTime: new Date(schema.updatedAt).toISOString(),
  }
}

function describe(schema: Schema): GetSchemaResponse {
  return {
    ...listItem(schema),
    RegistryArn: schema.registry.arn,
    DataFormat: schema.format,
    Compatibility: schema.compatibility,
    SchemaCheckpoint: schema.checkpoint,
    LatestSchemaVersion: latestVersion(schema)?.number ?? 0,
    NextSchemaVersion: schema.nextNumber,
  }
}
