// Forgets that ten messages can be too large together.
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'
import { type DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb'

export interface Deps {
  doc: DynamoDBDocumentClient
  sqs: SQSClient
  now(): number
  sleep(ms: number): Promise<void>
}

export interface Summary {
  scanned: number
  sent: number
  failed: string[]
}

export interface QueueRecord {
  messageId: string
  body: string
}

interface Message {
  plant: string
  body: string
}

const MAX_MESSAGES = 10
const ATTEMPTS = 3

/** Sends every item of the table that has not expired to the queue. */
export async function sendEmissions(table: string, queueUrl: string, deps: Deps): Promise<Summary> {
  const messages: Message[] = []
  let scanned = 0
  for await (const { Items = [] } of paginateScan({ client: deps.doc }, { TableName: table })) {
    scanned += Items.length
    for (const item of Items) {
      if (Number(item['expires'] ?? Infinity) <= deps.now() / 1_000) continue
      messages.push({ plant: String(item['plant']), body: JSON.stringify(item, withoutSets) })
    }
  }
  const failed: string[] = []
  for (const batch of batches(messages)) {
    failed.push(...(await sendBatch(batch, queueUrl, deps)).map(({ plant }) => plant))
  }
  return { scanned, sent: messages.length - failed.length, failed }
}

/** Has `work` done for each record, and names those that failed. */
export async function consume(
  records: QueueRecord[],
  work: (emission: unknown) => Promise<void>,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  const outcomes = await Promise.allSettled(records.map(async ({ body }) => work(JSON.parse(body))))
  const failed = records.filter((_, i) => outcomes[i]!.status === 'rejected')
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

function withoutSets(_key: string, value: unknown): unknown {
  return value instanceof Set ? [...value] : value
}

function* batches(messages: Message[]): Generator<Message[]> {
  let batch: Message[] = []
  let bytes = 0
  for (const message of messages) {
    const size = Buffer.byteLength(message.body)
    if (batch.length === MAX_MESSAGES) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(message)
    bytes += size
  }
  if (batch.length > 0) yield batch
}

/** Resolves to what the queue refused three times. */
async function sendBatch(batch: Message[], QueueUrl: string, deps: Deps): Promise<Message[]> {
  let left = batch
  for (let attempt = 1; attempt <= ATTEMPTS && left.length > 0; attempt++) {
    if (attempt > 1) await deps.sleep(200 * attempt)
    const Entries = left.map(({ body }, i) => ({ Id: String(i), MessageBody: body }))
    const { Failed = [] } = await deps.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
    left = Failed.map(({ Id }) => left[Number(Id)]!)
  }
  return left
}
