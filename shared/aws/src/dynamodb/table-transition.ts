import type { ProvisionedThroughput } from '@aws-sdk/client-dynamodb'
import { dropUnusedAttributes, setStatus } from './index-changes.ts'
import type { Table } from './table.ts'
import type { TableSettings } from './table-settings.ts'
import { setThroughput } from './throughput-change.ts'

/** A change of a table that is under way: the moment at which it is done, and what happens then. */
export interface Transition {
  at: number
  steps: readonly Step[]
}

/** A thing that happens to a table when a change is done; as data, for a process may end before. */
export type Step =
  | { kind: 'active' }
  | { kind: 'gone' }
  | { kind: 'settings'; settings: Partial<TableSettings> }
  | { kind: 'on-demand'; since: number }
  | { kind: 'provisioned'; throughput: ProvisionedThroughput }
  | { kind: 'index-active'; name: string }
  | { kind: 'index-gone'; name: string }
  | { kind: 'index-throughput'; name: string; throughput: ProvisionedThroughput }
  | { kind: 'stream-enabled' }
  | { kind: 'stream-disabled' }

/** Has a step happen at its moment. */
export function take(table: Table, step: Step, at: number): void {
  switch (step.kind) {
    case 'active':
      table.status = 'ACTIVE'
      return
    case 'gone':
      table.isGone = true
      return
    case 'settings':
      Object.assign(table.settings, step.settings)
      return
    case 'on-demand':
      toOnDemand(table, step.since)
      return
    case 'provisioned':
      table.settings.billingMode = 'PROVISIONED'
      setThroughput(table.settings.provisioned, step.throughput, at)
      return
    case 'index-active':
      setStatus(table, step.name, 'ACTIVE')
      return
    case 'index-gone':
      table.indexes.delete(step.name)
      dropUnusedAttributes(table)
      return
    case 'index-throughput':
      provisionIndex(table, step, at)
      return
    case 'stream-enabled':
      table.stream = table.latestStream
      table.stream?.enable(at)
      return
    case 'stream-disabled':
      table.stream?.disable(at)
      table.stream = undefined
  }
}

function toOnDemand(table: Table, since: number) {
  Object.assign(table.settings, { billingMode: 'PAY_PER_REQUEST', onDemandSince: since })
  for (const { provisioned } of [table.settings, ...table.indexes.values()]) {
    Object.assign(provisioned, { ReadCapacityUnits: 0, WriteCapacityUnits: 0 })
  }
}

function provisionIndex(
  table: Table,
  { name, throughput }: { name: string; throughput: ProvisionedThroughput },
  at: number,
) {
  const index = table.indexes.get(name)
  if (!index) return
  setThroughput(index.provisioned, throughput, at)
  index.status = 'ACTIVE'
}
