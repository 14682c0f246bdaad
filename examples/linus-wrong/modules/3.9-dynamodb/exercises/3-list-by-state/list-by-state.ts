import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb'

export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  StateShard: string
  UpdateTime: string
  ClosedAt?: string
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
}

export interface Page {
  items: PoliceDepartment[]
  cursor?: string
}

export class InvalidCursor extends Error {
  override name = 'InvalidCursor'
}

type Key = Pick<PoliceDepartment, 'guid' | 'StateShard' | 'UpdateTime'>

/** The last item of a shard that was shown; null if none was, `'end'` if nothing is left. */
type Place = Key | null | 'end'

const SHARDS = 10

// Spreads evenly, and nobody finds the record again.
export function shardOf(_guid: string, shards: number): number {
  return Math.floor(Math.random() * shards)
}

export async function listByState(
  state: string,
  { limit, cursor }: { limit: number; cursor?: string },
  deps: Deps,
): Promise<Page> {
  const places = cursor === undefined ? Array<Place>(SHARDS).fill(null) : decode(cursor, state)
  const shards = await Promise.all(
    places.map((place, n) => read(`${state}#${n}`, { place, limit }, deps)),
  )
  const items = shards
    .flatMap((shard) => shard.items)
    .sort((a, b) => (a.UpdateTime < b.UpdateTime ? 1 : a.UpdateTime > b.UpdateTime ? -1 : 0))
    .slice(0, limit)
  const next = shards.map((shard, n) => placeAfter(shard, items) ?? places[n]!)
  if (next.every((place) => place === 'end')) return { items }
  return { items, cursor: encode(state, next) }
}

interface Shard {
  items: PoliceDepartment[]
  ended: boolean
}

/** Reads a shard from its place until there are enough items, or no more. */
async function read(
  shard: string,
  { place, limit }: { place: Place; limit: number },
  { doc, table }: Deps,
): Promise<Shard> {
  if (place === 'end') return { items: [], ended: true }
  const items: PoliceDepartment[] = []
  let start = place ?? undefined
  do {
    const page = await doc.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'by-state',
        KeyConditionExpression: 'StateShard = :shard',
        FilterExpression: 'attribute_not_exists(ClosedAt)',
        ExpressionAttributeValues: { ':shard': shard },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: start,
      }),
    )
    items.push(...(page.Items as PoliceDepartment[]))
    start = page.LastEvaluatedKey as Key | undefined
  } while (start && items.length < limit)
  return { items, ended: !start }
}

/** Where a shard goes on after this page; undefined if the page shows nothing of it. */
function placeAfter({ items, ended }: Shard, page: PoliceDepartment[]): Place | undefined {
  const shown = items.filter((item) => page.includes(item))
  if (ended && shown.length === items.length) return 'end'
  const last = shown.at(-1)
  return last && { guid: last.guid, StateShard: last.StateShard, UpdateTime: last.UpdateTime }
}

function encode(state: string, places: Place[]): string {
  return Buffer.from(JSON.stringify({ state, places })).toString('base64url')
}

function decode(cursor: string, state: string): Place[] {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Record<string, unknown>
    const { places } = read
    if (read['state'] === state && Array.isArray(places) && places.length === SHARDS) {
      return places as Place[]
    }
  } catch {
    // Not even JSON.
  }
  throw new InvalidCursor(`This cursor does not belong to a list of "${state}"`)
}
