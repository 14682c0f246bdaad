import { isDeepStrictEqual } from 'node:util'
import type { Partition, PartitionInput, Table } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { partitionId, type StoredTable } from '../catalog/catalog.ts'
import { addPartition, replacePartition } from '../catalog/partition.ts'
import type { ChangeCount } from './crawler.ts'
import { withNewColumns, type WritePolicy } from './write-table.ts'

/**
 * Creates the partitions that a crawl found, and updates those that are there where the policy
 * allows it. A partition with another number of values than the table has keys, as where the table
 * could not be updated, is left out.
 */
export function writePartitions(
  account: Account,
  table: StoredTable,
  {
    found,
    policy,
    count,
  }: { found: (PartitionInput & { Values: string[] })[]; policy: WritePolicy; count: ChangeCount },
): void {
  const keys = table.current.PartitionKeys?.length ?? 0
  for (const partition of found.filter(({ Values }) => Values.length === keys)) {
    const { Values } = partition
    const existing = table.partitions.get(partitionId(Values))
    if (!existing) {
      const input = policy.inheritFromTable ? inherited(partition, table.current) : partition
      addPartition(account, table, input)
      count.created++
      continue
    }
    const input = nextDefinition(existing, { partition, table: table.current, policy })
    const { StorageDescriptor, Parameters } = existing
    const before = { Values, StorageDescriptor, Parameters }
    if (!input || isDeepStrictEqual(before, structuredClone(input))) continue
    replacePartition(account, table, { values: Values, input })
    count.updated++
  }
}

/** What becomes of a partition that is there, or undefined if it stays as it is. */
function nextDefinition(
  { StorageDescriptor, Parameters }: Partition,
  {
    partition,
    table,
    policy,
  }: { partition: PartitionInput & { Values: string[] }; table: Table; policy: WritePolicy },
): PartitionInput | undefined {
  if (policy.inheritFromTable) return inherited(partition, table)
  if (!policy.mergeNewColumns) return policy.updates ? partition : undefined
  return {
    Values: partition.Values,
    StorageDescriptor: withNewColumns(StorageDescriptor, partition.StorageDescriptor),
    Parameters: { ...Parameters, ...partition.Parameters },
  }
}

/** A partition with its own place and counts, and all else as its table has it. */
function inherited<Input extends PartitionInput>(partition: Input, table: Table): Input {
  const { Location } = partition.StorageDescriptor ?? {}
  return { ...partition, StorageDescriptor: { ...table.StorageDescriptor, Location } }
}
