import type { SQSClient } from '@aws-sdk/client-sqs'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface Deps {
  doc: DynamoDBDocumentClient
  sqs: SQSClient
  /** Milliseconds since 1970. */
  now(): number
  sleep(ms: number): Promise<void>
}

export interface Summary {
  /** Items in the table. */
  scanned: number
  /** Messages that the queue took. */
  sent: number
  /** The `plant` of every item that the queue refused to the end. */
  failed: string[]
}

/** A record as Lambda hands it over from SQS. */
export interface QueueRecord {
  messageId: string
  body: string
}

/** Sends every item of the table that has not expired to the queue. */
export async function sendEmissions(table: string, queueUrl: string, deps: Deps): Promise<Summary> {
  throw new Error('Not written yet')
}

/** Has `work` done for each record, and names those that failed. */
export async function consume(
  records: QueueRecord[],
  work: (emission: unknown) => Promise<void>,
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  throw new Error('Not written yet')
}
