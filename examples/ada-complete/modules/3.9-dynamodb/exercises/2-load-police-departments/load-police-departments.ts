import {
  BatchWriteCommand,
  type BatchWriteCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb'

export type PoliceDepartment = Record<string, string> & { guid: string }

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  sleep: (ms: number) => Promise<void>
  random: () => number
}

export class NotWritten extends Error {
  readonly guids: string[]

  constructor(guids: string[]) {
    super('DynamoDB takes nothing any more')
    this.guids = guids
  }
}

// Keeps a queue by guid: what was handed back stays in front, unless something newer took its place.
export async function loadPoliceDepartments(items: AsyncIterable<PoliceDepartment>, deps: Deps) {
  const queue = new Map<string, PoliceDepartment>()
  const rejected: { guid: string; bytes: number }[] = []
  const state = { written: 0, retried: 0, roundsThatLeft: 0, roundsForNothing: 0 }

  for await (const item of items) {
    const bytes = new TextEncoder().encode(
      Object.keys(item).concat(Object.values(item)).join(''),
    ).length
    if (bytes > 409_600) rejected.push({ guid: item.guid, bytes })
    else queue.set(item.guid, item)
    while (queue.size >= 25) await sendOne(queue, state, deps)
  }
  while (queue.size > 0) await sendOne(queue, state, deps)
  return { written: state.written, retried: state.retried, rejected }
}

async function sendOne(
  queue: Map<string, PoliceDepartment>,
  state: Record<'written' | 'retried' | 'roundsThatLeft' | 'roundsForNothing', number>,
  { doc, table, sleep, random }: Deps,
) {
  const round = [...queue.values()].slice(0, 25)
  const RequestItems = { [table]: round.map((Item) => ({ PutRequest: { Item } })) }
  const output = await doc.send(new BatchWriteCommand({ RequestItems })).catch(nothingIfThrottled)
  const left = output
    ? (output.UnprocessedItems?.[table] ?? []).map((request) =>
        String(request.PutRequest?.Item?.['guid']),
      )
    : round.map(({ guid }) => guid)
  for (const { guid } of round) if (!left.includes(guid)) queue.delete(guid)
  if (output) state.retried += left.length
  state.written += round.length - left.length
  if (left.length === 0) {
    state.roundsThatLeft = 0
    state.roundsForNothing = 0
    return
  }
  state.roundsForNothing = left.length === round.length ? state.roundsForNothing + 1 : 0
  if (state.roundsForNothing === 8) throw new NotWritten(left)
  await sleep(random() * Math.min(5000, 100 * 2 ** state.roundsThatLeft++))
}

function nothingIfThrottled(error: Error): BatchWriteCommandOutput | undefined {
  if (/^(ProvisionedThroughputExceeded|Throttling)Exception$/.test(error.name)) return undefined
  throw error
}
