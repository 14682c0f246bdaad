import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'for (let start = 0; start < unique.length; start += BATCH) {',
    becomes: 'for (let start = 0; (start <= unique.length); start += BATCH) {',
    reason: 'A batch without partitions sends nothing.',
  },
  {
    line: 'const inputs = pending.map((part) => partitionInput(part, Table?.StorageDescriptor))',
    becomes: 'const inputs = pending.map((part) => partitionInput(part, Table.StorageDescriptor))',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'for (const { values } of unique.slice(start, start + BATCH)) {',
    becomes: 'for (const { values } of unique) {',
    reason: 'Only partitions of this batch have failed in it.',
  },
  {
    line: 'const { Errors = [] } = await client.send(command)',
    becomes: 'const { Errors = ["Stryker was here"] } = await client.send(command)',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'Errors.map(({ PartitionValues = [], ErrorDetail }) => [',
    becomes: 'Errors.map(({ PartitionValues = ["Stryker was here"], ErrorDetail }) => [',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "ErrorDetail?.ErrorCode ?? 'UnknownError',",
    becomes: ["ErrorDetail.ErrorCode ?? 'UnknownError',", 'ErrorDetail?.ErrorCode ?? "",'],
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'return new Map(PartitionInputList.map(({ Values = [] }) => [idOf(Values), name]))',
    becomes:
      'return new Map(PartitionInputList.map(({ Values = ["Stryker was here"] }) => [idOf(Values), name]))',
    reason: 'Every partition that is sent has values.',
  },
] satisfies EquivalentMutants[]
