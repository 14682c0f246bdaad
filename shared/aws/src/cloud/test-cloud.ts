import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Access } from './access-log.ts'
import { Cloud } from './cloud.ts'
import { readJournal } from './read-journal.ts'
import { serve } from './serve.ts'

/** How long a test waits for what must come, on a busy machine. */
export const PATIENTLY = { timeout: 30_000 }

/** A cloud on a port of its own, with clients that speak to it, for one test. */
export async function servedCloud(options: { folder?: string } = {}) {
  const cloud = await Cloud.open(options)
  const accesses: Access[] = []
  const mistakes: Error[] = []
  const server = await serve(cloud, {
    host: '127.0.0.1',
    port: 0,
    onAccess: (access) => accesses.push(access),
    onMistake: (error) => mistakes.push(error),
  })
  const url = `http://127.0.0.1:${server.port}`
  const clients = clientsOf(url)
  return {
    cloud,
    url,
    port: server.port,
    accesses,
    mistakes,
    ...clients,
    async [Symbol.asyncDispose]() {
      clients.destroy()
      cloud.end()
      await server.close(0)
      await cloud.close()
    },
  }
}

/** Clients as a user has them, but for the endpoint, and without retries. */
export function clientsOf(endpoint: string) {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  }
  const [s3, dynamodb, kinesis, sqs] = [
    new S3Client(config),
    new DynamoDBClient(config),
    new KinesisClient(config),
    new SQSClient(config),
  ]
  const destroy = () => [s3, dynamodb, kinesis, sqs].forEach((client) => client.destroy())
  return { s3, dynamodb, kinesis, sqs, destroy }
}

/** An empty folder that goes when the test ends. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'workshop-cloud-'))
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Calls operations of a service of a cloud, by their names. */
export function operationsOn(cloud: Cloud, clientName: string) {
  // oxlint-disable-next-line typescript/no-explicit-any -- every operation has an output of its own
  return (operation: string, input: object = {}): Promise<any> =>
    cloud.call({ clientName, operation, input: input as Record<string, unknown> })
}

/** Has the journal in a folder compacted. */
export async function compacted(folder: string): Promise<void> {
  const cloud = await Cloud.open({ folder, compactFrom: 0 })
  await cloud.close()
}

/** The kinds of the records in the journal in a folder. */
export async function kindsIn(folder: string): Promise<string[]> {
  const records = await Array.fromAsync(readJournal(path.join(folder, 'journal')))
  return records.map(({ kind }) => kind)
}
