import type { UpdateTableInput } from '@aws-sdk/client-dynamodb'
import { invalidParameter } from './refusal.ts'
import type { Change } from './table-change.ts'
import type { Table } from './table.ts'
import { noteChange, refuseSame } from './throughput-change.ts'

/** What `UpdateTable` does to how a table is paid for. Throws AWS's `ValidationException`. */
export function billingChanges(table: Table, input: UpdateTableInput, now: number): Change[] {
  const { settings } = table
  const mode = input.BillingMode ?? settings.billingMode
  const throughput = input.ProvisionedThroughput
  if (mode === 'PAY_PER_REQUEST') {
    if (throughput) {
      throw invalidParameter(
        'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
      )
    }
    return settings.billingMode === mode ? [] : [{ finish: { kind: 'on-demand', since: now } }]
  }
  const switched = settings.billingMode !== mode
  if (input.BillingMode && !throughput) {
    throw invalidParameter(
      'ProvisionedThroughput must be specified when BillingMode is PROVISIONED',
    )
  }
  if (switched) refuseMissingThroughput(table, input)
  if (!throughput) return []
  if (!switched) refuseSame(settings.provisioned, throughput)
  return [
    {
      start: () => noteChange(settings.provisioned, throughput, now),
      finish: { kind: 'provisioned', throughput: structuredClone(throughput) },
    },
  ]
}

function refuseMissingThroughput(table: Table, input: UpdateTableInput) {
  const updated = new Set(input.GlobalSecondaryIndexUpdates?.map(({ Update }) => Update?.IndexName))
  const missing = [...table.indexes.values()]
    .filter(({ name, scope }) => scope === 'global' && !updated.has(name))
    .map(({ name }) => name)
  if (missing.length === 0) return
  throw invalidParameter(`ProvisionedThroughput must be specified for index: ${missing.join(',')}`)
}
