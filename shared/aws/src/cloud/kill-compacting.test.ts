import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import {
  CreateTableCommand,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { clientsOf, temporaryFolder } from './test-cloud.ts'

const WRITERS = [1, 2, 3, 4]
const Bucket = 'ledgers'
const TableName = 'ledgers'

test('a cloud that is killed while it compacts loses no acknowledged write', async () => {
  using temporary = temporaryFolder()
  const journal = path.join(temporary.folder, 'journal')
  /** The last write of each writer that was acknowledged. */
  const known = new Map<number, number>()
  let snapshots = 0
  for (let kill = 0; kill < 6; kill++) {
    const { child, ended, clients } = await start(temporary.folder)
    const { s3, dynamodb } = clients
    if (kill === 0) {
      await s3.send(new CreateBucketCommand({ Bucket }))
      await dynamodb.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        }),
      )
      await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30, minDelay: 1 }, { TableName })
    }
    for (const [writer, count] of known) {
      // The write under way when it was killed may be there, too.
      const { inS3, inDynamoDB } = await readBack(clients, writer)
      expect(inS3).toBeGreaterThanOrEqual(count)
      expect(inDynamoDB).toBeGreaterThanOrEqual(count)
    }
    const writers = WRITERS.map(async (writer) => {
      for (let count = (known.get(writer) ?? 0) + 1; ; count++) {
        const Body = `${count}`.padEnd(20_000)
        await s3.send(new PutObjectCommand({ Bucket, Key: `${writer}`, Body }))
        const note = { S: Body }
        const Item = { id: { N: `${writer}` }, count: { N: `${count}` }, note }
        await dynamodb.send(new PutItemCommand({ TableName, Item }))
        known.set(writer, count)
      }
    })
    await wait(400 + Math.random() * 600)
    child.kill('SIGKILL')
    await Promise.allSettled(writers)
    await ended
    if (readFileSync(journal).includes('snapshot')) snapshots++
    clients.destroy()
  }
  expect(Math.min(...known.values())).toBeGreaterThan(5)
  expect(snapshots).toBeGreaterThan(0)
  // All that was written is many times as much.
  const written = [...known.values()].reduce((sum, count) => sum + count * 40_000, 0)
  expect(statSync(journal).size).toBeLessThan(written / 2)
}, 120_000)

type Clients = ReturnType<typeof clientsOf>

/** What a writer wrote last. */
async function readBack({ s3, dynamodb }: Clients, writer: number) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${writer}` }))
  const Key = { id: { N: `${writer}` } }
  const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key }))
  return {
    inS3: Number((await Body!.transformToString()).trim()),
    inDynamoDB: Number(Item!['count']!.N),
  }
}

async function start(folder: string) {
  const program = path.join(import.meta.dirname, 'test-compacting-server.ts')
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, ended, clients: clientsOf(url) }
}
