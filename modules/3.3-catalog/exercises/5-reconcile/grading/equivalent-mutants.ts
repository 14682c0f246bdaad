import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'TooManyDrops'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'throw new TooManyDrops(`${plan.drop.length} of ${known.size} partitions would be dropped`)',
    becomes: 'throw new TooManyDrops(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (places.length === 0) return',
    becomes: 'if (false) return',
    reason: 'Reading a table for nothing is a call that the task does not forbid.',
  },
  {
    line: 'StorageDescriptor: { ...Table?.StorageDescriptor, Location: location },',
    becomes: 'StorageDescriptor: { ...Table.StorageDescriptor, Location: location },',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const { Errors = [] } = await client.send(command)',
    becomes: 'const { Errors = ["Stryker was here"] } = await client.send(command)',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const { Errors = [] } = await client.send(',
    becomes: 'const { Errors = ["Stryker was here"] } = await client.send(',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "const isElsewhere = bare(partition.StorageDescriptor?.Location ?? '') !== bare(place.location)",
    becomes:
      "const isElsewhere = bare(partition.StorageDescriptor.Location ?? '') !== bare(place.location)",
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "const isElsewhere = bare(partition.StorageDescriptor?.Location ?? '') !== bare(place.location)",
    becomes:
      'const isElsewhere = bare(partition.StorageDescriptor?.Location ?? "Stryker was here!") !== bare(place.location)',
    reason: 'A location that lacks is elsewhere, either way.',
  },
  {
    line: 'if (stale.length === 0) return',
    becomes: 'if (false) return',
    reason: '`BatchDeletePartition` takes an empty list (API reference: a minimum of 0 items).',
  },
  {
    line: 'const { Errors = [] } = await client.send(command)',
    becomes: 'const { Errors = ["Stryker was here"] } = await client.send(command)',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const { Partitions = [], UnprocessedKeys = [] } = await client.send(command)',
    becomes: [
      'const { Partitions = ["Stryker was here"], UnprocessedKeys = [] } = await client.send(command)',
      'const { Partitions = [], UnprocessedKeys = ["Stryker was here"] } = await client.send(command)',
    ],
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'for (const partition of Partitions) partitions.set(idOf(partition.Values ?? []), partition)',
    becomes:
      'for (const partition of Partitions) partitions.set(idOf(partition.Values ?? ["Stryker was here"]), partition)',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'values: error.PartitionValues ?? [],',
    becomes: 'values: error.PartitionValues ?? ["Stryker was here"],',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "return ErrorDetail?.ErrorCode ?? 'UnknownError'",
    becomes: [
      "return ErrorDetail.ErrorCode ?? 'UnknownError'",
      'return ErrorDetail?.ErrorCode ?? ""',
    ],
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "return location.replace(/\\/+$/, '')",
    becomes: "return location.replace(/\\/$/, '')",
    reason: 'A location ends in one slash at most.',
  },
] satisfies EquivalentMutants[]
