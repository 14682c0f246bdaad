import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  State: string
  [attribute: string]: string
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  sleep: (ms: number) => Promise<void>
  random: () => number
}

export interface Loaded {
  written: number
  retried: number
  rejected: { guid: string; bytes: number }[]
}

export class NotWritten extends Error {
  override name = 'NotWritten'
  readonly guids: string[]

  constructor(guids: string[]) {
    super(`${guids.length} departments were not written`)
    this.guids = guids
  }
}

const BATCH = 25
const MAX_BYTES = 400 * 1024
const MAX_IDLE_ROUNDS = 8
const THROTTLES = ['ProvisionedThroughputExceededException', 'ThrottlingException']

export async function loadPoliceDepartments(
  items: AsyncIterable<PoliceDepartment>,
  deps: Deps,
): Promise<Loaded> {
  const loaded: Loaded = { written: 0, retried: 0, rejected: [] }
  const batch = new Map<string, PoliceDepartment>()
  for await (const item of items) {
    const bytes = sizeOf(item)
    if (bytes > MAX_BYTES) {
      loaded.rejected.push({ guid: item.guid, bytes })
      continue
    }
    batch.set(item.guid, item)
    if (batch.size < BATCH) continue
    await writeAll([...batch.values()], loaded, deps)
    batch.clear()
  }
  await writeAll([...batch.values()], loaded, deps)
  return loaded
}

async function writeAll(batch: PoliceDepartment[], loaded: Loaded, deps: Deps) {
  let idle = 0
  for (let round = 0; batch.length > 0; round++) {
    const left = await write(batch, loaded, deps)
    idle = left.length === batch.length ? idle + 1 : 0
    if (idle === MAX_IDLE_ROUNDS) throw new NotWritten(left.map(({ guid }) => guid))
    if (left.length > 0) await deps.sleep(deps.random() * Math.min(5_000, 100 * 2 ** round))
    batch = left
  }
}

/** Sends one request, and resolves to what it did not write. */
async function write(batch: PoliceDepartment[], loaded: Loaded, { doc, table }: Deps) {
  const requests = batch.map((Item) => ({ PutRequest: { Item } }))
  try {
    const output = await doc.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }))
    const left = output.UnprocessedItems?.[table] ?? []
    loaded.written += batch.length - left.length
    loaded.retried += left.length
    return left.map(({ PutRequest }) => PutRequest!.Item as PoliceDepartment)
  } catch (error) {
    if (error instanceof Error && THROTTLES.includes(error.name)) return batch
    throw error
  }
}

function sizeOf(item: PoliceDepartment): number {
  return Buffer.byteLength(Object.entries(item).flat().join(''))
}
