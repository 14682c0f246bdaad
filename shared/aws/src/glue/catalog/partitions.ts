import type {
  CreatePartitionRequest,
  DeletePartitionRequest,
  GetPartitionRequest,
  GetPartitionResponse,
  UpdatePartitionRequest,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import * as constraints from '../constraints.ts'
import { findPartition, findTable } from './find.ts'
import { addPartition, removePartition, replacePartition } from './partition.ts'

/** The operations on one partition. */
export function partitionOperations(account: Account) {
  return {
    /** CreatePartition (SDK text). */
    CreatePartition(input: CreatePartitionRequest): object {
      addPartition(account, findTable(account, input), input.PartitionInput)
      return {}
    },

    /** GetPartition (SDK text). */
    GetPartition(input: GetPartitionRequest): GetPartitionResponse {
      const table = findTable(account, input)
      const values = requireValues(account, ['partitionValues', input.PartitionValues])
      return { Partition: structuredClone(findPartition(account, table, values)) }
    },

    /** UpdatePartition (SDK text): other values than before move the partition. */
    UpdatePartition(input: UpdatePartitionRequest): object {
      const table = findTable(account, input)
      const values = requireValues(account, ['partitionValueList', input.PartitionValueList])
      replacePartition(account, table, { values, input: input.PartitionInput })
      return {}
    },

    /** DeletePartition (SDK text). */
    DeletePartition(input: DeletePartitionRequest): object {
      const table = findTable(account, input)
      const values = requireValues(account, ['partitionValues', input.PartitionValues])
      removePartition(account, table, values)
      return {}
    },
  }
}

function requireValues(account: Account, member: [string, string[] | undefined]): string[] {
  return constraints.requireList(account, member, { max: 100 })
}
