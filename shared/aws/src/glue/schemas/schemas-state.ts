import { arnOf } from '../account.ts'
import type {
  Compatibility,
  DataFormat,
  RegistryId,
  SchemaId,
  SchemaVersionNumber,
  SchemaVersionStatus,
} from '@aws-sdk/client-glue'
import { requireName } from '../constraints.ts'
import { invalidInput, notFound, type Part } from '../refusal.ts'

/** A value that somebody noted on a version, under a key. */
export interface Metadata {
  key: string
  value: string
  createdAt: number
}

export interface Version {
  id: string
  number: number
  definition: string
  /** The definition without what does not matter: equal for equal definitions. */
  canonical: string
  status: SchemaVersionStatus
  createdAt: number
  /** In the order it was noted. */
  metadata: Metadata[]
}

export interface Schema {
  name: string
  arn: string
  registry: Registry
  format: DataFormat
  compatibility: Compatibility
  description: string | undefined
  checkpoint: number
  nextNumber: number
  createdAt: number
  updatedAt: number
  tags: Map<string, string>
  versions: Version[]
}

export interface Registry {
  name: string
  arn: string
  description: string | undefined
  createdAt: number
  updatedAt: number
  tags: Map<string, string>
  schemas: Map<string, Schema>
}

/** The schema registries of an account. */
export interface Schemas extends Part {
  registries: Map<string, Registry>
}

/** What names of registries and schemas look like (API reference, CreateRegistry). */
const NAME = /^[a-zA-Z0-9\-_$#.]+$/

/** Where schemas go that name no registry (SDK text, CreateSchema). */
export const DEFAULT_REGISTRY = 'default-registry'

/** An account without registries. */
export function newSchemas({ world, sdk }: Part): Schemas {
  return { world, sdk, registries: new Map() }
}

/** Adds a registry. */
export function addRegistry(
  schemas: Schemas,
  name: string,
  { description, tags = {} }: { description?: string | undefined; tags?: Record<string, string> },
): Registry {
  const now = schemas.world.clock.now()
  const registry: Registry = {
    name,
    arn: arnOf(schemas, `registry/${name}`),
    description,
    createdAt: now,
    updatedAt: now,
    tags: new Map(Object.entries(tags)),
    schemas: new Map(),
  }
  schemas.registries.set(name, registry)
  return registry
}

/** Returns the registry a request names; throws EntityNotFoundException, InvalidInputException. */
export function findRegistry(schemas: Schemas, reference: RegistryId | undefined): Registry {
  const { RegistryName, RegistryArn } = reference ?? { RegistryName: DEFAULT_REGISTRY }
  const name = RegistryArn?.split(':registry/')[1] ?? RegistryName
  if (name === undefined) {
    throw invalidInput(
      schemas,
      'One of registryName or registryArn has to be provided, both are null.',
    )
  }
  const registry = schemas.registries.get(name)
  if (registry && (RegistryArn ?? registry.arn) === registry.arn) return registry
  const [shownName, shownArn] = [RegistryName ?? 'null', RegistryArn ?? 'null']
  const message = `Registry is not found. RegistryName: ${shownName}, RegistryArn: ${shownArn}`
  throw notFound(schemas, message)
}

/** Returns the schema a request names; throws EntityNotFoundException, InvalidInputException. */
export function findSchema(schemas: Schemas, reference: SchemaId | undefined): Schema {
  const { SchemaName, SchemaArn, RegistryName } = reference ?? {}
  const [registryInArn, nameInArn] = SchemaArn?.split(':schema/')[1]?.split('/') ?? []
  const name = nameInArn ?? SchemaName
  if (name === undefined) {
    throw invalidInput(
      schemas,
      'One of (schemaArn) or (schemaName and registryName) has to be provided.',
    )
  }
  const registryName = registryInArn ?? RegistryName ?? DEFAULT_REGISTRY
  const schema = schemas.registries.get(registryName)?.schemas.get(name)
  if (schema && (SchemaArn ?? schema.arn) === schema.arn) return schema
  const shown = `RegistryName: ${registryName}, SchemaName: ${name}, SchemaArn: ${SchemaArn ?? 'null'}`
  throw notFound(schemas, `Schema is not found. ${shown}`)
}

/** The version of a schema with a number, or its latest; throws EntityNotFoundException. */
export function findVersion(
  schemas: Schemas,
  schema: Schema,
  { LatestVersion, VersionNumber }: SchemaVersionNumber,
): Version {
  if (!LatestVersion && VersionNumber === undefined) {
    throw invalidInput(schemas, 'One of versionNumber or latestVersion has to be provided.')
  }
  const version = LatestVersion
    ? latestVersion(schema)
    : schema.versions.find(({ number }) => number === VersionNumber)
  if (version) return version
  const shown = `SchemaArn: ${schema.arn}, VersionNumber: ${VersionNumber ?? 'latest'}`
  throw notFound(schemas, `Schema version is not found. ${shown}`)
}

/** How a request can name a version: by its id, or by its schema and number. */
interface VersionReference {
  SchemaId?: SchemaId | undefined
  SchemaVersionId?: string | undefined
  SchemaVersionNumber?: SchemaVersionNumber | undefined
}

/** Returns the version a request names, and its schema; throws EntityNotFoundException. */
export function versionIn(schemas: Schemas, reference: VersionReference) {
  const { SchemaId, SchemaVersionId, SchemaVersionNumber } = reference
  if (SchemaVersionId === undefined) {
    const schema = findSchema(schemas, SchemaId)
    return { schema, version: findVersion(schemas, schema, SchemaVersionNumber ?? {}) }
  }
  for (const registry of schemas.registries.values()) {
    for (const schema of registry.schemas.values()) {
      const version = schema.versions.find(({ id }) => id === SchemaVersionId)
      if (version) return { schema, version }
    }
  }
  throw notFound(schemas, `Schema version is not found. SchemaVersionId: ${SchemaVersionId}`)
}

/** The newest version that can be used. */
export function latestVersion({ versions }: Schema): Version | undefined {
  return versions.findLast(({ status }) => status === 'AVAILABLE')
}

/** Returns a name for a new registry or schema. */
export function requireNewName(schemas: Schemas, member: string, name: string | undefined): string {
  return requireName(schemas, [member, name], NAME)
}

/** The tags behind the ARN of a registry or schema, for TagResource and its like. */
export function schemaTags({ registries }: Schemas, arn: string): Map<string, string> | undefined {
  const all = [...registries.values()]
  const found = [...all, ...all.flatMap(({ schemas }) => [...schemas.values()])]
  return found.find((each) => each.arn === arn)?.tags
}
