// Over 200 lines: the solution, in another order.
import {
  BatchCreatePartitionCommand,
  BatchDeletePartitionCommand,
  BatchGetPartitionCommand,
  BatchUpdatePartitionCommand,
  GetTableCommand,
  type GlueClient,
  type Partition,
  type PartitionError,
} from '@aws-sdk/client-glue'
import type { Applied, Place, Plan } from '../../reconcile.ts'

export class TooManyDrops extends Error {
  override name = 'TooManyDrops'
}

interface Target {
  DatabaseName: string
  TableName: string
}

export async function reconcile(
  listing: AsyncIterable<Place>,
  catalog: AsyncIterable<Place>,
  { maxDrops = 0.1, force = false }: { maxDrops?: number; force?: boolean } = {},
): Promise<Plan> {
  const [found, known] = [await byValues(listing), await byValues(catalog)]
  const plan: Plan = { create: [], move: [], drop: [], reformatted: [] }
  for (const [id, place] of found) {
    const entry = known.get(id)
    if (!entry) plan.create.push(place)
    else if (entry.format !== place.format) plan.reformatted.push(place)
    else if (bare(entry.location) !== bare(place.location)) plan.move.push(place)
  }
  for (const [id, entry] of known) if (!found.has(id)) plan.drop.push(entry)
  if (!force && plan.drop.length > maxDrops * known.size) {
    throw new TooManyDrops(`${plan.drop.length} of ${known.size} partitions would be dropped`)
  }
  return plan
}

export async function applyPlan(
  plan: Plan,
  database: string,
  table: string,
  deps: { client: GlueClient; hasFiles(location: string): Promise<boolean> },
): Promise<Applied> {
  const target = { DatabaseName: database, TableName: table }
  const applied: Applied = { done: 0, skipped: [], failed: [] }
  await createAll(plan.create, target, deps.client, applied)
  await moveAll(plan.move, target, deps.client, applied)
  // Asks once for all, before anything is dropped.
  const full = new Set<string>()
  for (const { location } of plan.drop) if (await deps.hasFiles(location)) full.add(location)
  const { client } = deps
  const hasFiles = async (location: string) => full.has(location)
  for (const batch of batches(plan.drop, 25)) {
    await drop(batch, target, { client, hasFiles }, applied)
  }
  return applied
}

async function createAll(
  places: Place[],
  target: Target,
  client: GlueClient,
  applied: Applied,
): Promise<void> {
  if (places.length === 0) return
  const { DatabaseName, TableName: Name } = target
  const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name }))
  for (const batch of batches(places, 100)) {
    const PartitionInputList = batch.map(({ values, location }) => ({
      Values: values,
      StorageDescriptor: { ...Table?.StorageDescriptor, Location: location },
    }))
    const command = new BatchCreatePartitionCommand({ ...target, PartitionInputList })
    const { Errors = [] } = await client.send(command)
    const isFailure = (code: string) => code !== 'AlreadyExistsException'
    count(
      applied,
      batch.length,
      Errors.filter((error) => isFailure(codeOf(error))),
    )
  }
}

async function moveAll(
  places: Place[],
  target: Target,
  client: GlueClient,
  applied: Applied,
): Promise<void> {
  for (const batch of batches(places, 100)) {
    const now = await current(batch, target, client)
    const there = batch.filter(({ values }) => now.has(idOf(values)))
    for (const { values } of batch) {
      if (!now.has(idOf(values))) applied.failed.push({ values, code: 'EntityNotFoundException' })
    }
    if (there.length === 0) continue
    const Entries = there.map(({ values, location }) => {
      const partition = now.get(idOf(values))!
      const { StorageDescriptor, Parameters, LastAccessTime, LastAnalyzedTime } = partition
      return {
        PartitionValueList: values,
        PartitionInput: {
          Values: values,
          Parameters,
          LastAccessTime,
          LastAnalyzedTime,
          StorageDescriptor: { ...StorageDescriptor, Location: location },
        },
      }
    })
    const { Errors = [] } = await client.send(
      new BatchUpdatePartitionCommand({ ...target, Entries }),
    )
    const errors = Errors.map(({ PartitionValueList, ErrorDetail }) => ({
      PartitionValues: PartitionValueList,
      ErrorDetail,
    }))
    count(applied, there.length, errors)
  }
}

async function drop(
  batch: Place[],
  target: Target,
  { client, hasFiles }: { client: GlueClient; hasFiles(location: string): Promise<boolean> },
  applied: Applied,
): Promise<void> {
  const now = await current(batch, target, client)
  const stale: Place[] = []
  for (const place of batch) {
    const partition = now.get(idOf(place.values))
    if (!partition) {
      applied.done++
      continue
    }
    const isElsewhere = bare(partition.StorageDescriptor?.Location ?? '') !== bare(place.location)
    if (isElsewhere || (await hasFiles(place.location))) applied.skipped.push(place.values)
    else stale.push(place)
  }
  if (stale.length === 0) return
  const PartitionsToDelete = stale.map(({ values }) => ({ Values: values }))
  const command = new BatchDeletePartitionCommand({ ...target, PartitionsToDelete })
  const { Errors = [] } = await client.send(command)
  const isFailure = (code: string) => code !== 'EntityNotFoundException'
  count(
    applied,
    stale.length,
    Errors.filter((error) => isFailure(codeOf(error))),
  )
}

/** The partitions as they are now, by their values. */
async function current(
  places: Place[],
  target: Target,
  client: GlueClient,
): Promise<Map<string, Partition>> {
  const partitions = new Map<string, Partition>()
  let PartitionsToGet = places.map(({ values }) => ({ Values: values as string[] | undefined }))
  while (PartitionsToGet.length > 0) {
    const command = new BatchGetPartitionCommand({ ...target, PartitionsToGet })
    const { Partitions = [], UnprocessedKeys = [] } = await client.send(command)
    for (const partition of Partitions) partitions.set(idOf(partition.Values ?? []), partition)
    PartitionsToGet = UnprocessedKeys.map(({ Values }) => ({ Values }))
  }
  return partitions
}

function count(applied: Applied, tried: number, errors: PartitionError[]): void {
  applied.done += tried - errors.length
  const failed = errors.map((error) => ({
    values: error.PartitionValues ?? [],
    code: codeOf(error),
  }))
  applied.failed.push(...failed)
}

async function byValues(places: AsyncIterable<Place>): Promise<Map<string, Place>> {
  const map = new Map<string, Place>()
  for await (const place of places) map.set(idOf(place.values), place)
  return map
}

function batches<Item>(items: Item[], size: number): Item[][] {
  const count = Math.ceil(items.length / size)
  return Array.from({ length: count }, (_, n) => items.slice(n * size, (n + 1) * size))
}

function codeOf({ ErrorDetail }: PartitionError): string {
  return ErrorDetail?.ErrorCode ?? 'UnknownError'
}

function bare(location: string): string {
  return location.replace(/\/+$/, '')
}

function idOf(values: readonly string[]): string {
  return JSON.stringify(values)
}
