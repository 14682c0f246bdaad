import type {
  CreatePartitionIndexRequest,
  DeletePartitionIndexRequest,
  GetPartitionIndexesRequest,
  GetPartitionIndexesResponse,
  PartitionIndex,
  PartitionIndexDescriptor,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { failure, invalidInput, notFound } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import type { StoredTable } from './catalog.ts'
import { findTable } from './find.ts'

/** How many indexes a table can have (developer guide, "Working with partition indexes"). */
const MAX_INDEXES = 3

/** The operations on partition indexes, which change how fast GetPartitions is, not what it says. */
export function partitionIndexOperations(account: Account) {
  return {
    /** CreatePartitionIndex (SDK text). The index is `ACTIVE` at once. */
    CreatePartitionIndex(input: CreatePartitionIndexRequest): object {
      addIndex(account, findTable(account, input), input.PartitionIndex)
      return {}
    },

    /** GetPartitionIndexes (SDK text), by name. */
    GetPartitionIndexes(input: GetPartitionIndexesRequest): GetPartitionIndexesResponse {
      const all = [...findTable(account, input).indexes.values()]
      const keyOf = ({ IndexName = '' }: PartitionIndexDescriptor) => IndexName
      const { entries, token } = pageOf(account, all, { ...input, limit: MAX_INDEXES, keyOf })
      return { PartitionIndexDescriptorList: structuredClone(entries), ...token }
    },

    /** DeletePartitionIndex (SDK text). */
    DeletePartitionIndex(input: DeletePartitionIndexRequest): object {
      const name = constraints.requireText(account, ['indexName', input.IndexName], { max: 255 })
      const { indexes } = findTable(account, input)
      if (!indexes.delete(name)) throw notFound(account, `Partition index ${name} not found.`)
      return {}
    },
  }
}

/** Adds an index to a table. Texts of what AWS refuses here are not published. */
export function addIndex(
  account: Account,
  table: StoredTable,
  index: PartitionIndex | undefined,
): void {
  const name = constraints.requireText(account, ['partitionIndex.indexName', index?.IndexName])
  const member: [string, string[] | undefined] = ['partitionIndex.keys', index?.Keys]
  const names = constraints.requireList(account, member, { min: 1, max: 255 })
  const keys = table.current.PartitionKeys ?? []
  const found = names.flatMap((key) => keys.find(({ Name }) => Name === key) ?? [])
  if (found.length < names.length) {
    throw invalidInput(account, `The keys of index ${name} are not all partition keys.`)
  }
  if (table.indexes.has(name)) {
    throw failure(account, 'AlreadyExistsException', `Partition index ${name} already exists.`)
  }
  if (table.indexes.size >= MAX_INDEXES) {
    const message = `A table cannot have more than ${MAX_INDEXES} partition indexes.`
    throw failure(account, 'ResourceNumberLimitExceededException', message)
  }
  table.indexes.set(name, {
    IndexName: name,
    Keys: found.map(({ Name, Type }) => ({ Name, Type })),
    IndexStatus: 'ACTIVE',
  })
}
