import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb'

interface Deps {
  doc: DynamoDBDocumentClient
  sqs: SQSClient
  now(): number
  sleep(ms: number): Promise<void>
}
type Item = Record<string, unknown>

const SEGMENTS = 3

// Three segments at once, one callback per message, batches filled greedily from a stack.
export async function sendEmissions(table: string, queueUrl: string, deps: Deps) {
  const segments = Array.from({ length: SEGMENTS }, (_, n) => segment(deps.doc, table, n))
  const items = (await Promise.all(segments)).flat()
  const seconds = deps.now() / 1000
  const isAlive = ({ expires }: Item) => expires === undefined || (expires as number) > seconds
  let stack = items
    .filter(isAlive)
    .map((item, n) => ({ Id: `item-${n}`, item, MessageBody: json(item) }))
  const total = stack.length
  const failed: string[] = []
  while (stack.length > 0) {
    let room = 2 ** 20
    const batch = stack.filter(({ MessageBody }, n) => {
      room -= Buffer.from(MessageBody).length
      return n < 10 && room >= 0
    })
    stack = stack.slice(batch.length)
    let refused = batch
    for (const pause of [0, 1_000, 5_000]) {
      if (refused.length === 0) break
      if (pause > 0) await deps.sleep(pause)
      const Entries = refused.map(({ Id, MessageBody }) => ({ Id, MessageBody }))
      const answer = await deps.sqs.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
      )
      const ids = new Set(answer.Failed?.map((entry) => entry.Id))
      refused = refused.filter(({ Id }) => ids.has(Id))
    }
    for (const { item } of refused) failed.push(item['plant'] as string)
  }
  return { scanned: items.length, sent: total - failed.length, failed }
}

export async function consume(
  records: { messageId: string; body: string }[],
  work: (emission: unknown) => Promise<void>,
) {
  const batchItemFailures: { itemIdentifier: string }[] = []
  for (const record of records) {
    try {
      await work(JSON.parse(record.body))
    } catch {
      batchItemFailures.push({ itemIdentifier: record.messageId })
    }
  }
  return { batchItemFailures }
}

async function segment(
  doc: DynamoDBDocumentClient,
  TableName: string,
  Segment: number,
): Promise<Item[]> {
  const found: Item[] = []
  let ExclusiveStartKey: Item | undefined
  do {
    const page = await doc.send(
      new ScanCommand({ TableName, Segment, TotalSegments: SEGMENTS, ExclusiveStartKey }),
    )
    found.push(...(page.Items ?? []))
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey)
  return found
}

function json(item: Item): string {
  const plain = Object.entries(item).map(([key, value]) => [
    key,
    value instanceof Set ? Array.from(value) : value,
  ])
  return JSON.stringify(Object.fromEntries(plain))
}
