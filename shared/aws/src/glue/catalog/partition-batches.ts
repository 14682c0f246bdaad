import type {
  BatchCreatePartitionRequest,
  BatchCreatePartitionResponse,
  BatchDeletePartitionRequest,
  BatchDeletePartitionResponse,
  BatchGetPartitionRequest,
  BatchGetPartitionResponse,
  BatchUpdatePartitionRequest,
  BatchUpdatePartitionResponse,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { errorsOf } from './batch.ts'
import { partitionId } from './catalog.ts'
import { findTable } from './find.ts'
import { addPartition, removePartition, replacePartition } from './partition.ts'

/**
 * The operations on many partitions. The sizes are those of the developer guide, "Partition API".
 * What is wrong with one partition comes in `Errors` and does not stop the others.
 */
export function partitionBatchOperations(account: Account) {
  return {
    /** BatchCreatePartition (SDK text): up to 100 partitions. */
    BatchCreatePartition(input: BatchCreatePartitionRequest): BatchCreatePartitionResponse {
      const list = input.PartitionInputList
      const inputs = constraints.requireList(account, ['partitionInputList', list], { max: 100 })
      const table = findTable(account, input)
      const failed = errorsOf(account, inputs, (entry) => addPartition(account, table, entry))
      return {
        Errors: failed.map(([{ Values }, ErrorDetail]) => ({
          PartitionValues: [...(Values ?? [])],
          ErrorDetail,
        })),
      }
    },

    /** BatchGetPartition (SDK text): up to 1,000 partitions; those that are not there are left out. */
    BatchGetPartition(input: BatchGetPartitionRequest): BatchGetPartitionResponse {
      refuseMembers(account, input, ['QuerySessionContext'])
      const list = input.PartitionsToGet
      const wanted = constraints.requireList(account, ['partitionsToGet', list], { max: 1000 })
      const { partitions } = findTable(account, input)
      const found = wanted.flatMap(({ Values }) => partitions.get(partitionId(Values ?? [])) ?? [])
      return { Partitions: structuredClone(found), UnprocessedKeys: [] }
    },

    /** BatchUpdatePartition (SDK text): 1 to 100 partitions. */
    BatchUpdatePartition(input: BatchUpdatePartitionRequest): BatchUpdatePartitionResponse {
      const size = { min: 1, max: 100 }
      const entries = constraints.requireList(account, ['entries', input.Entries], size)
      const table = findTable(account, input)
      const failed = errorsOf(account, entries, ({ PartitionValueList = [], PartitionInput }) =>
        replacePartition(account, table, { values: PartitionValueList, input: PartitionInput }),
      )
      return {
        Errors: failed.map(([{ PartitionValueList = [] }, ErrorDetail]) => ({
          PartitionValueList: [...PartitionValueList],
          ErrorDetail,
        })),
      }
    },

    /** BatchDeletePartition (SDK text): up to 25 partitions. */
    BatchDeletePartition(input: BatchDeletePartitionRequest): BatchDeletePartitionResponse {
      const list = input.PartitionsToDelete
      const wanted = constraints.requireList(account, ['partitionsToDelete', list], { max: 25 })
      const table = findTable(account, input)
      const failed = errorsOf(account, wanted, ({ Values }) =>
        removePartition(account, table, Values ?? []),
      )
      return {
        Errors: failed.map(([{ Values }, ErrorDetail]) => ({
          PartitionValues: [...(Values ?? [])],
          ErrorDetail,
        })),
      }
    },
  }
}
