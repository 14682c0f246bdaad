import type { StreamSpecification } from '@aws-sdk/client-dynamodb'
import type { Constraints } from '../constraints.ts'
import type { Database } from '../database.ts'
import { invalidParameter } from '../refusal.ts'
import type { Table } from '../table.ts'
import { ChangeStream } from './change-stream.ts'

const VIEW_TYPES = ['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']

/** The checks of the members of `StreamSpecification`. */
export function checkSpecification(
  constraints: Constraints,
  specification: StreamSpecification | undefined,
): void {
  if (!specification) return
  constraints.required('streamSpecification.streamEnabled', specification.StreamEnabled)
  constraints.oneOf('streamSpecification.streamViewType', specification.StreamViewType, VIEW_TYPES)
}

/** Throws AWS's `ValidationException` if the members contradict each other. */
export function refuseContradiction(specification: StreamSpecification | undefined): void {
  if (!specification) return
  const { StreamEnabled, StreamViewType } = specification
  if (StreamEnabled && StreamViewType === undefined) {
    throw invalidParameter('If stream is being enabled then UpdateViewType is required')
  }
  if (!StreamEnabled && StreamViewType !== undefined) {
    throw invalidParameter('If stream is being disabled, then UpdateViewType must not be specified')
  }
}

/** Gives a table a new stream, which is still to be enabled. */
export function addStream(
  database: Database,
  table: Table,
  { StreamViewType: viewType = 'NEW_AND_OLD_IMAGES' }: StreamSpecification,
): ChangeStream {
  const { now, world } = database
  const label = new Date(now).toISOString().slice(0, -1)
  const arn = `${table.identity.arn}/stream/${label}`
  const { region } = world
  const keySchema = structuredClone(table.keySchema)
  const tableName = table.name
  const stream = new ChangeStream({
    arn,
    label,
    created: now,
    tableName,
    tableId: table.identity.id,
    keySchema,
    viewType,
    region,
  })
  database.streams.set(arn, stream)
  table.latestStream = stream
  return stream
}
