import type { Compatibility } from '@aws-sdk/client-glue'
import { canRead } from './schema-format.ts'
import { latestVersion, type Schema, type Schemas, type Version } from './schemas-state.ts'

/** All modes (SDK text, Compatibility). */
export const COMPATIBILITIES = [
  'NONE',
  'DISABLED',
  'BACKWARD',
  'BACKWARD_ALL',
  'FORWARD',
  'FORWARD_ALL',
  'FULL',
  'FULL_ALL',
] as const satisfies Compatibility[]

/**
 * Whether a definition can be the next version of a schema.
 *
 * BACKWARD: it can read what the version before wrote. FORWARD: the version before can read what it
 * writes. FULL: both. With _ALL the same goes for every version from the checkpoint on, not only
 * for the latest (SDK text of CreateSchema; that _ALL begins at the checkpoint is our reading of the
 * developer guide, which says only that the checkpoint "is used to determine the compatibility").
 */
export function isCompatible(schemas: Schemas, schema: Schema, definition: string): boolean {
  const { compatibility, format } = schema
  if (compatibility === 'NONE' || compatibility === 'DISABLED') return true
  const isBackward = compatibility.startsWith('BACKWARD') || compatibility.startsWith('FULL')
  const isForward = compatibility.startsWith('FORWARD') || compatibility.startsWith('FULL')
  return versionsToCheck(schema).every(({ definition: before }) => {
    const backward = { reader: definition, writer: before }
    const forward = { reader: before, writer: definition }
    return (
      (!isBackward || canRead(schemas, format, backward)) &&
      (!isForward || canRead(schemas, format, forward))
    )
  })
}

/** The versions that the next one is compared with. */
export function versionsToCheck(schema: Schema): Version[] {
  if (schema.compatibility.endsWith('_ALL')) {
    return schema.versions.filter(
      ({ number, status }) => number >= schema.checkpoint && status === 'AVAILABLE',
    )
  }
  const latest = latestVersion(schema)
  return latest ? [latest] : []
}
