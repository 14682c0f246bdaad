import type {
  CheckSchemaVersionValidityInput,
  CheckSchemaVersionValidityResponse,
  DeleteSchemaVersionsInput,
  DeleteSchemaVersionsResponse,
  GetSchemaByDefinitionInput,
  GetSchemaByDefinitionResponse,
  GetSchemaVersionInput,
  GetSchemaVersionResponse,
  GetSchemaVersionsDiffInput,
  GetSchemaVersionsDiffResponse,
  ListSchemaVersionsInput,
  ListSchemaVersionsResponse,
  RegisterSchemaVersionInput,
  RegisterSchemaVersionResponse,
} from '@aws-sdk/client-glue'
import { orderedPageOf } from '../page.ts'
import { required, requireOneOf } from '../constraints.ts'
import { invalidInput, notEmulated, notFound } from '../refusal.ts'
import { isCompatible, versionsToCheck } from './compatibility.ts'
import { jsonPatch } from './json-patch.ts'
import { PAGE } from './registries.ts'
import { checkDefinition, formatNamed, requireDefinition } from './schema-format.ts'
import {
  findSchema,
  findVersion,
  type Schema,
  type Schemas,
  type Version,
  versionIn,
} from './schemas-state.ts'

/** The versions of schemas. */
export function schemaVersionOperations(schemas: Schemas) {
  return {
    /**
     * RegisterSchemaVersion (SDK text). A definition that is a version already gives that version;
     * order of members and white space do not matter. One that is not compatible becomes a version
     * with the status FAILURE. Throws EntityNotFoundException, and InvalidInputException for a wrong
     * definition or a schema whose compatibility is DISABLED.
     */
    RegisterSchemaVersion(input: RegisterSchemaVersionInput): RegisterSchemaVersionResponse {
      const schema = findSchema(schemas, input.SchemaId)
      const definition = requireDefinition(schemas, input.SchemaDefinition)
      checkDefinition(schemas, definition, schema.format)
      const known = versionsLike(schemas, schema, definition).find(
        ({ status }) => status === 'AVAILABLE',
      )
      if (!known && schema.compatibility === 'DISABLED' && schema.versions.length > 0) {
        const message = `Compatibility DISABLED does not allow versioning. SchemaArn: ${schema.arn}`
        throw invalidInput(schemas, message)
      }
      const version = known ?? addVersion(schemas, schema, definition)
      return { SchemaVersionId: version.id, VersionNumber: version.number, Status: version.status }
    },

    /** GetSchemaVersion (SDK text). Throws EntityNotFoundException. */
    GetSchemaVersion(input: GetSchemaVersionInput): GetSchemaVersionResponse {
      const { schema, version } = versionIn(schemas, input)
      return {
        ...listItem(schema, version),
        SchemaDefinition: version.definition,
        DataFormat: schema.format,
      }
    },

    /** GetSchemaByDefinition (SDK text). Throws EntityNotFoundException. */
    GetSchemaByDefinition(input: GetSchemaByDefinitionInput): GetSchemaByDefinitionResponse {
      const schema = findSchema(schemas, input.SchemaId)
      const definition = requireDefinition(schemas, input.SchemaDefinition)
      checkDefinition(schemas, definition, schema.format)
      const version = versionsLike(schemas, schema, definition).at(-1)
      if (!version) throw notFound(schemas, `Schema version is not found. SchemaArn: ${schema.arn}`)
      const { VersionNumber: _number, ...rest } = listItem(schema, version)
      return { ...rest, DataFormat: schema.format }
    },

    /** ListSchemaVersions (SDK text): the newest first. Throws EntityNotFoundException. */
    ListSchemaVersions(input: ListSchemaVersionsInput): ListSchemaVersionsResponse {
      const schema = findSchema(schemas, input.SchemaId)
      const all = schema.versions.toReversed()
      const { page, ...token } = orderedPageOf(schemas, all, { ...input, ...PAGE })
      return { Schemas: page.map((version) => listItem(schema, version)), ...token }
    },

    /** GetSchemaVersionsDiff (SDK text): a JSON patch. Throws EntityNotFoundException. */
    GetSchemaVersionsDiff(input: GetSchemaVersionsDiffInput): GetSchemaVersionsDiffResponse {
      const schema = findSchema(schemas, input.SchemaId)
      requireOneOf(schemas, ['schemaDiffType', input.SchemaDiffType], ['SYNTAX_DIFF'])
      if (schema.format === 'PROTOBUF') throw notEmulated(schemas, 'The difference of PROTOBUF')
      const first = required(schemas, ['firstSchemaVersionNumber', input.FirstSchemaVersionNumber])
      const second = required(schemas, [
        'secondSchemaVersionNumber',
        input.SecondSchemaVersionNumber,
      ])
      const [from, to] = [first, second].map(
        (number) => JSON.parse(findVersion(schemas, schema, number).definition) as unknown,
      )
      return { Diff: JSON.stringify(jsonPatch(from, to)) }
    },

    /** CheckSchemaVersionValidity (SDK text). */
    CheckSchemaVersionValidity(
      input: CheckSchemaVersionValidityInput,
    ): CheckSchemaVersionValidityResponse {
      const definition = requireDefinition(schemas, input.SchemaDefinition)
      try {
        formatNamed(schemas, input.DataFormat).check(definition)
        return { Valid: true }
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error
        return { Valid: false, Error: error.message }
      }
    },

    /**
     * DeleteSchemaVersions (SDK text): one (`5`) or a range (`5-8`); versions that are not there are
     * listed as errors. Throws EntityNotFoundException, and InvalidInputException for a range with
     * the first version, the checkpoint, or one that a mode for all versions still compares with.
     * (AWS speaks of "a 409 conflict" for the checkpoint; which exception it is, is not published.)
     */
    DeleteSchemaVersions(input: DeleteSchemaVersionsInput): DeleteSchemaVersionsResponse {
      const schema = findSchema(schemas, input.SchemaId)
      const numbers = numbersIn(schemas, input.Versions)
      const isIn = ({ number }: Pick<Version, 'number'>) =>
        number >= numbers.first && number <= numbers.last
      if (isIn({ number: 1 }))
        throw invalidInput(schemas, 'The first schema version cannot be deleted.')
      if (isIn({ number: schema.checkpoint })) {
        throw invalidInput(schemas, 'The schema version of the checkpoint cannot be deleted.')
      }
      const { compatibility } = schema
      if (compatibility.endsWith('_ALL') && versionsToCheck(schema).some(isIn)) {
        throw invalidInput(schemas, `Compatibility ${compatibility} needs these schema versions.`)
      }
      const there = new Set(schema.versions.filter(isIn).map(({ number }) => number))
      const length = Math.min(numbers.last, schema.nextNumber) - numbers.first + 1
      const asked = Array.from({ length: Math.max(length, 1) }, (_, index) => numbers.first + index)
      const missing = asked.filter((number) => !there.has(number))
      schema.versions = schema.versions.filter(({ number }) => !there.has(number))
      const ErrorDetails = {
        ErrorCode: 'EntityNotFoundException',
        ErrorMessage: 'Schema version is not found.',
      }
      return {
        SchemaVersionErrors: missing.map((VersionNumber) => ({ VersionNumber, ErrorDetails })),
      }
    },
  }
}

/** Adds a version to a schema; its status tells whether it is compatible. */
export function addVersion(schemas: Schemas, schema: Schema, definition: string): Version {
  const version: Version = {
    id: uuid(schemas.world.randomHex(16)),
    number: schema.nextNumber,
    definition,
    canonical: formatNamed(schemas, schema.format).canonical(definition),
    status: isCompatible(schemas, schema, definition) ? 'AVAILABLE' : 'FAILURE',
    createdAt: schemas.world.clock.now(),
    metadata: [],
  }
  schema.nextNumber++
  schema.versions.push(version)
  return version
}

function versionsLike(schemas: Schemas, { versions, format }: Schema, definition: string) {
  const wanted = formatNamed(schemas, format).canonical(definition)
  return versions.filter(({ canonical }) => canonical === wanted)
}

function listItem(schema: Schema, version: Version) {
  return {
    SchemaArn: schema.arn,
    SchemaVersionId: version.id,
    VersionNumber: version.number,
    Status: version.status,
    CreatedTime: new Date(version.createdAt).toISOString(),
  }
}

function numbersIn(schemas: Schemas, versions: string | undefined) {
  const text = required(schemas, ['versions', versions])
  const match = /^([1-9]\d*)(?:-([1-9]\d*))?$/.exec(text)
  const first = Number(match?.[1])
  const last = Number(match?.[2] ?? first)
  if (match && first <= last) return { first, last }
  throw invalidInput(schemas, `Cannot read "${text}" as a version or a range of versions.`)
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
