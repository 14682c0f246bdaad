import { expect, test } from 'vitest'
import { frameOf, framesOf } from './frames.ts'

const bytesOf = (...texts: string[]) =>
  Buffer.concat(texts.flatMap((text) => frameOf(Buffer.from(text))))

async function read(chunks: Buffer[], max?: number) {
  const texts: string[] = []
  async function* stream() {
    yield* chunks
  }
  for await (const frame of framesOf(stream(), max)) texts.push(frame.toString())
  return texts
}

test('messages come out as they went in, however their bytes arrive', async () => {
  const texts = ['one', '', 'three'.repeat(100)]
  const bytes = bytesOf(...texts)
  expect(await read([bytes])).toEqual(texts)
  expect(await read(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(texts)
})

test('a message that breaks off is none', async () => {
  expect(await read([bytesOf('whole', 'broken').subarray(0, -1)])).toEqual(['whole'])
})

test('a message that is too long is refused by its length alone', async () => {
  await expect(read([bytesOf('12345').subarray(0, 4)], 4)).rejects.toThrow(RangeError)
})
