import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { converse } from './converse.ts'
import { frameOf } from './frames.ts'

const job = { sql: 'SELECT 1', database: 'lake', databases: ['lake'], tables: [], now: 0 }
const wanted = { status: 'wanted', files: [] }
const done = { status: 'done', columns: [], rows: [['1']], bytesScanned: 0 }

const hear = (...messages: unknown[]) => {
  const [stdin, stdout] = [new PassThrough(), new PassThrough()]
  const frames = messages.flatMap((message) => frameOf(Buffer.from(JSON.stringify(message))))
  stdout.end(Buffer.concat(frames))
  return converse({ stdin, stdout }, job, () => [])
}

test('the answer comes after the wish for files', async () => {
  expect(await hear(wanted, done)).toEqual(done)
})

test('a process that ends without an answer has none', async () => {
  expect(await hear(wanted)).toBeUndefined()
})

test('a process that wishes for files again and again is refused', async () => {
  await expect(hear(wanted, wanted, done)).rejects.toThrow('what nobody understands')
})

test('what is neither a wish nor an answer is refused', async () => {
  await expect(hear({ status: 'fine' })).rejects.toThrow('what nobody understands')
})
