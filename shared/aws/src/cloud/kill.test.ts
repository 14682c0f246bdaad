import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import {
  CreateQueueCommand,
  SendMessageCommand,
  GetQueueAttributesCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, test } from 'vitest'
import { clientsOf, PATIENTLY, temporaryFolder } from './test-cloud.ts'

describe('pnpm cloud', () => {
  test('loses no acknowledged write when it is killed in the middle of writing', async () => {
    using temporary = temporaryFolder()
    const first = await start(temporary.folder)
    const written = new Map<string, number>()
    let sent = 0
    const { s3, sqs } = first.clients
    await s3.send(new CreateBucketCommand({ Bucket: 'ledgers' }))
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }))
    const writers = [1, 2, 3, 4].map(async (writer) => {
      for (let i = 0; ; i++) {
        const Body = Buffer.alloc(1 + ((i * 7_919) % 60_000), writer)
        await s3.send(new PutObjectCommand({ Bucket: 'ledgers', Key: `${writer}/${i}`, Body }))
        written.set(`${writer}/${i}`, Body.length)
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `${writer}/${i}` }))
        sent++
      }
    })
    await expect.poll(() => sent, PATIENTLY).toBeGreaterThan(40)
    first.process.kill('SIGKILL')
    await Promise.allSettled(writers)
    await first.ended

    const second = await start(temporary.folder)
    for (const [Key, length] of written) {
      const { Body } = await second.clients.s3.send(
        new GetObjectCommand({ Bucket: 'ledgers', Key }),
      )
      const bytes = await Body!.transformToByteArray()
      expect(bytes).toHaveLength(length)
      expect(new Set(bytes)).toEqual(new Set([Number(Key[0])]))
    }
    const { Attributes } = await second.clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    )
    expect(Number(Attributes!['ApproximateNumberOfMessages'])).toBeGreaterThanOrEqual(sent)
    second.process.kill('SIGINT')
    expect(await second.ended).toEqual([0, null])
  }, 60_000)
})

async function start(folder: string) {
  const cli = path.join(import.meta.dirname, 'cli.ts')
  const args = [cli, '--port', '0', '--quiet', '--data', folder]
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const [line] = (await once(createInterface(child.stdout!), 'line')) as [string]
  const clients = clientsOf(line.replace('The cloud is at ', ''))
  return { process: child, ended, clients }
}
