import type { Compatibility, DataFormat } from '@aws-sdk/client-glue'
import * as sdk from '@aws-sdk/client-glue'
import { VirtualClock } from '../../clock.ts'
import type { World } from '../../service.ts'
import { schemaOperations } from './schemas.ts'
import { newSchemas } from './schemas-state.ts'

/** A fresh account without registries for one test, and the clock it lives by. */
export function testSchemas() {
  const clock = new VirtualClock()
  let drawn = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++drawn).toString(16).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const schemas = newSchemas({ world, sdk })
  const glue = schemaOperations(schemas)
  const SchemaId = { SchemaName: 'rides' }

  return {
    clock,
    schemas,
    glue,
    SchemaId,
    /** Creates the schema "rides" in the default registry. */
    create: (definition: unknown, more: { format?: DataFormat; mode?: Compatibility } = {}) =>
      glue.CreateSchema({
        SchemaName: 'rides',
        DataFormat: more.format ?? 'AVRO',
        Compatibility: more.mode,
        SchemaDefinition: JSON.stringify(definition),
      }),
    /** Registers a version of "rides" and returns its number and status. */
    register: (definition: unknown) => {
      const SchemaDefinition = JSON.stringify(definition)
      const { VersionNumber, Status } = glue.RegisterSchemaVersion({ SchemaId, SchemaDefinition })
      return `${VersionNumber} ${Status}`
    },
  }
}

/** An Avro record of text fields: `name` is required, `name?` is null by default. */
export function record(...fields: string[]) {
  return {
    type: 'record',
    name: 'Ride',
    fields: fields.map((field) =>
      field.endsWith('?')
        ? { name: field.slice(0, -1), type: ['null', 'string'], default: null }
        : { name: field, type: 'string' },
    ),
  }
}
