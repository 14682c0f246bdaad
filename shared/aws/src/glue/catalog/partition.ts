import type { Partition, PartitionInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { failure, invalidInput } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { partitionId, type StoredTable } from './catalog.ts'
import { findPartition } from './find.ts'

/**
 * Adds a partition to a table. Throws AlreadyExistsException, and InvalidInputException if there
 * is not a value for every partition key (AWS's text as in apache/hudi#6281).
 */
export function addPartition(
  account: Account,
  table: StoredTable,
  input: PartitionInput | undefined,
): void {
  const partition = describe(account, table, input)
  checkFree(account, table, partition.Values)
  table.partitions.set(partitionId(partition.Values), partition)
}

/**
 * Replaces the definition of a partition; other `Values` than before move it. Throws
 * EntityNotFoundException, and what `addPartition` does.
 */
export function replacePartition(
  account: Account,
  table: StoredTable,
  { values, input }: { values: string[]; input: PartitionInput | undefined },
): void {
  const { CreationTime } = findPartition(account, table, values)
  const partition = describe(account, table, { ...input, Values: input?.Values ?? values })
  const [before, after] = [partitionId(values), partitionId(partition.Values)]
  if (before !== after) {
    checkFree(account, table, partition.Values)
    table.partitions.delete(before)
    table.statistics.delete(before)
  }
  table.partitions.set(after, { ...partition, CreationTime })
}

/** Removes a partition; throws EntityNotFoundException. */
export function removePartition(account: Account, table: StoredTable, values: string[]): void {
  findPartition(account, table, values)
  table.partitions.delete(partitionId(values))
  table.statistics.delete(partitionId(values))
}

function checkFree(account: Account, { partitions }: StoredTable, values: string[]): void {
  if (!partitions.has(partitionId(values))) return
  throw failure(account, 'AlreadyExistsException', 'Partition already exists.')
}

function describe(
  account: Account,
  { current }: StoredTable,
  input: PartitionInput | undefined,
): Partition & { Values: string[] } {
  if (!input) throw constraints.mustNotBeNull(account, 'partitionInput')
  const Values = input.Values ?? []
  if (Values.length === 0 || Values.length !== current.PartitionKeys?.length) {
    const message = 'The number of partition keys do not match the number of partition values'
    throw invalidInput(account, message)
  }
  return {
    ...structuredClone(input),
    Values: [...Values],
    DatabaseName: current.DatabaseName,
    TableName: current.Name,
    CreationTime: new Date(account.agenda.now()),
    CatalogId: account.world.accountId,
  }
}
