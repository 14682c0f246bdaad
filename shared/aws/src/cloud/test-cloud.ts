import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KinesisClient } from '@aws-sdk/client-kinesis'
import { S3Client } from '@aws-sdk/client-s3'
import { SQSClient } from '@aws-sdk/client-sqs'
import type { Access } from './access-log.ts'
import { Cloud } from './cloud.ts'
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
