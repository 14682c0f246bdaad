// One catalog walk with a shrinking map; one function sends every kind of batch.
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  GetTableCommand,
  type GlueClient,
  type Partition,
} from '@aws-sdk/client-glue'
import type { Applied, Place, Plan } from '../../reconcile.ts'

export class TooManyDrops extends Error {
  override name = 'TooManyDrops'
}

export async function reconcile(
  listing: AsyncIterable<Place>,
  catalog: AsyncIterable<Place>,
  options: { maxDrops?: number; force?: boolean } = {},
): Promise<Plan> {
  const entries: Record<string, Place> = {}
  let total = 0
  for await (const entry of catalog) {
    entries[`p${JSON.stringify(entry.values)}`] = entry
    total++
  }
  const plan: Plan = { create: [], move: [], drop: [], reformatted: [] }
  for await (const place of listing) {
    const id = `p${JSON.stringify(place.values)}`
    const entry = entries[id]
    delete entries[id]
    if (!entry) plan.create.push(place)
    else if (entry.format !== place.format) plan.reformatted.push(place)
    else if (!isSame(entry.location, place.location)) plan.move.push(place)
  }
  plan.drop = Object.values(entries)
  const allowed = options.force ? Infinity : (options.maxDrops ?? 0.1) * total
  if (plan.drop.length > allowed) throw new TooManyDrops('Too much would be dropped')
  return plan
}

export async function applyPlan(
  plan: Plan,
  DatabaseName: string,
  TableName: string,
  deps: { client: GlueClient; hasFiles(location: string): Promise<boolean> },
): Promise<Applied> {
  const { client } = deps
  const table = { DatabaseName, TableName }
  const result: Applied = { done: 0, skipped: [], failed: [] }
  const read = async (places: Place[]): Promise<(Partition | undefined)[]> => {
    const PartitionsToGet = places.map((place) => ({ Values: place.values }))
    const answer = await client.send(new BatchGetPartitionCommand({ ...table, PartitionsToGet }))
    const left = answer.UnprocessedKeys ?? []
    const rest =
      left.length > 0 ? await read(places.filter((p) => left.some((l) => isOf(l.Values, p)))) : []
    const all = [...(answer.Partitions ?? []), ...rest]
    return places.map((place) => all.find((partition) => isOf(partition?.Values, place)))
  }
  const settle = (
    tried: Place[],
    errors: { values: string[] | undefined; code: string | undefined }[],
    forgiven: string,
  ) => {
    for (const place of tried) {
      const error = errors.find(({ values }) => isOf(values, place))
      if (!error || error.code === forgiven) result.done++
      else result.failed.push({ values: place.values, code: error.code! })
    }
  }

  for (let places = [...plan.create]; places.length > 0;) {
    const batch = places.splice(0, 100)
    const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: TableName }))
    const PartitionInputList = batch.map(({ values, location }) => ({
      Values: values,
      StorageDescriptor: { ...Table!.StorageDescriptor, Location: location },
    }))
    const answer = await client.send(
      new BatchCreatePartitionCommand({ ...table, PartitionInputList }),
    )
    const errors = (answer.Errors ?? []).map((error) => ({
      values: error.PartitionValues,
      code: error.ErrorDetail?.ErrorCode,
    }))
    settle(batch, errors, 'AlreadyExistsException')
  }

  for (let places = [...plan.move]; places.length > 0;) {
    const batch = places.splice(0, 100)
    const partitions = await read(batch)
    const gone = batch.filter((_, at) => !partitions[at])
    result.failed.push(...gone.map(({ values }) => ({ values, code: 'EntityNotFoundException' })))
    const Entries = batch.flatMap(({ values, location }, at) => {
      const partition = partitions[at]
      if (!partition) return []
      const {
        DatabaseName: _d,
        TableName: _t,
        CreationTime: _c,
        CatalogId: _i,
        ...input
      } = partition
      input.StorageDescriptor = { ...input.StorageDescriptor, Location: location }
      return [{ PartitionValueList: values, PartitionInput: input }]
    })
    if (Entries.length === 0) continue
    const answer = await client.send(new BatchUpdatePartitionCommand({ ...table, Entries }))
    const errors = (answer.Errors ?? []).map((error) => ({
      values: error.PartitionValueList,
      code: error.ErrorDetail?.ErrorCode,
    }))
    settle(
      batch.filter((place) => !gone.includes(place)),
      errors,
      'none',
    )
  }

  for (let places = [...plan.drop]; places.length > 0;) {
    const batch = places.splice(0, 25)
    const partitions = await read(batch)
    const there = batch.filter((_, at) => partitions[at])
    result.done += batch.length - there.length
    const verdicts = await Promise.all(
      there.map(async (place) => {
        const partition = partitions[batch.indexOf(place)]
        const now = partition?.StorageDescriptor?.Location ?? ''
        return isSame(now, place.location) && !(await deps.hasFiles(place.location))
      }),
    )
    const stale = there.filter((_, at) => verdicts[at])
    result.skipped.push(...there.filter((_, at) => !verdicts[at]).map(({ values }) => values))
    if (stale.length === 0) continue
    const PartitionsToDelete = stale.map(({ values }) => ({ Values: values }))
    const answer = await client.send(
      new BatchDeletePartitionCommand({ ...table, PartitionsToDelete }),
    )
    const errors = (answer.Errors ?? []).map((error) => ({
      values: error.PartitionValues,
      code: error.ErrorDetail?.ErrorCode,
    }))
    settle(stale, errors, 'EntityNotFoundException')
  }
  return result
}

function isOf(values: string[] | undefined, place: Place): boolean {
  return JSON.stringify(values) === JSON.stringify(place.values)
}

function isSame(a: string, b: string): boolean {
  return a === b || `${a}/` === b || a === `${b}/`
}
