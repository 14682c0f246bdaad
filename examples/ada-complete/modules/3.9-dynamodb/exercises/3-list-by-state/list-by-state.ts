import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb'

export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  StateShard: string
  UpdateTime: string
  ClosedAt?: string
}

export class InvalidCursor extends RangeError {}

interface Deps {
  doc: DynamoDBDocumentClient
  table: string
}

/** FNV-1a, 32 bits, with a final mix. */
export function shardOf(guid: string, shards: number): number {
  let hash = 0x811c9dc5
  for (const byte of Buffer.from(guid)) hash = Math.imul(hash ^ byte, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return ((hash ^ (hash >>> 13)) >>> 0) % shards
}

// Ten sorted streams, read by the SDK's paginator; the smallest head is taken again and again. The
// cursor holds the last item shown of each shard that showed one.
export async function listByState(
  state: string,
  { limit, cursor }: { limit: number; cursor?: string },
  deps: Deps,
): Promise<{ items: PoliceDepartment[]; cursor?: string }> {
  const shown = cursor === undefined ? new Map<string, unknown>() : parse(cursor, state)
  const streams = Array.from({ length: 10 }, (_, n) => {
    const shard = `${state}#${n}`
    return departments(shard, { limit, after: shown.get(shard) }, deps)
  })
  const heads = await Promise.all(streams.map((stream) => stream.next()))
  const items: PoliceDepartment[] = []
  while (items.length < limit) {
    const newest = newestOf(heads)
    if (newest === undefined) return { items }
    const item = heads[newest]!.value as PoliceDepartment
    items.push(item)
    const { guid, StateShard, UpdateTime } = item
    shown.set(StateShard, { guid, StateShard, UpdateTime })
    if (items.length < limit) heads[newest] = await streams[newest]!.next()
  }
  return { items, cursor: `${state} ${JSON.stringify([...shown])}` }
}

function newestOf(heads: IteratorResult<PoliceDepartment, void>[]): number | undefined {
  let newest: number | undefined
  for (const [n, { value }] of heads.entries()) {
    if (!value) continue
    const best = newest === undefined ? undefined : heads[newest]!.value
    if (!best || value.UpdateTime > best.UpdateTime) newest = n
  }
  return newest
}

async function* departments(
  shard: string,
  { limit, after }: { limit: number; after: unknown },
  { doc, table }: Deps,
): AsyncGenerator<PoliceDepartment, void> {
  const pages = paginateQuery(
    { client: doc, pageSize: limit },
    {
      TableName: table,
      IndexName: 'by-state',
      KeyConditionExpression: '#shard = :shard',
      FilterExpression: 'attribute_not_exists(#closed)',
      ExpressionAttributeNames: { '#shard': 'StateShard', '#closed': 'ClosedAt' },
      ExpressionAttributeValues: { ':shard': shard },
      ScanIndexForward: false,
      ...(after ? { ExclusiveStartKey: after as Record<string, string> } : {}),
    },
  )
  for await (const page of pages) yield* (page.Items ?? []) as PoliceDepartment[]
}

function parse(cursor: string, state: string): Map<string, unknown> {
  const places = /^(\S+) (\[\[.*)$/.exec(cursor)
  if (places?.[1] !== state) throw new InvalidCursor('This is a cursor of another list')
  return new Map(JSON.parse(places[2]!) as [string, unknown][])
}
