import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { Codec, Format } from '../read-split.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { isSplittable, readSplit, splits } = candidate(() => import('../read-split.ts'))

/** A file that notes what is read of it. */
function remote(content: string | Uint8Array) {
  const bytes = Buffer.from(content as string)
  const reads: [start: number, end: number][] = []
  return {
    reads,
    file: {
      size: bytes.length,
      async read(start: number, end: number) {
        reads.push([start, end])
        return bytes.subarray(start, end)
      },
    },
  }
}

/** The lines of each split of a file. */
async function cut(content: string, target: number, pieceSize?: number) {
  const { file } = remote(content)
  const found: string[][] = []
  for (let start = 0; start < file.size; start += target) {
    const split = { start, end: Math.min(start + target, file.size) }
    found.push(await Array.fromAsync(readSplit(file, split, pieceSize)))
  }
  return found
}

function linesOf(content: string): string[] {
  const lines = content.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

check('cuts a file into splits', async () => {
  expect(await splits(0, 100)).toEqual([])
  expect(await splits(100, 100)).toEqual([{ start: 0, end: 100 }])
  expect(await splits(201, 100)).toEqual([
    { start: 0, end: 100 },
    { start: 100, end: 200 },
    { start: 200, end: 201 },
  ])
})

check('reads the lines of a file that is one split', async () => {
  const log = 'GET /gull\n\nGET /owl\n \nGET /tern\n'
  expect(await cut(log, 1_000)).toEqual([['GET /gull', '', 'GET /owl', ' ', 'GET /tern']])
  expect(await cut(log, 1_000, 4)).toEqual([linesOf(log)])
  expect(await cut('\n', 1_000)).toEqual([['']])
})

check('gives each line to the split it starts in', async ({ holdsFor }) => {
  const log = 'a\nbb\n\nccc\ndddd\n\n\neeeee\nf\n'
  for (let target = 1; target <= log.length; target++) {
    const found = await cut(log, target)
    expect(found.flat()).toEqual(linesOf(log))
  }
  expect(await cut(log, 5)).toEqual([['a', 'bb'], ['', 'ccc'], ['dddd'], ['', '', 'eeeee'], ['f']])
  const line = fc.string({ unit: fc.constantFrom('x', 'y', 'é'), maxLength: 9 })
  await holdsFor(
    fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 8 }),
      target: fc.integer({ min: 2, max: 12 }),
      pieceSize: fc.integer({ min: 1, max: 9 }),
    }),
    async ({ lines, target, pieceSize }) => {
      const found = await cut(`${lines.join('\n')}\n`, target, pieceSize)
      expect(found.flat()).toEqual(lines)
    },
    { runs: 20 },
  )
})

check('reads a line longer than a split once', async () => {
  const long = 'w'.repeat(95)
  expect(await cut(`ab\n${long}\ncd\n`, 20)).toEqual([['ab', long], [], [], [], ['cd'], []])
  expect(await cut(long, 30)).toEqual([[long], [], [], []])
})

check('knows a border at which a line starts', async () => {
  expect(await cut('0123\n5678\nabcd\n', 5)).toEqual([['0123'], ['5678'], ['abcd']])
  expect(await cut('0123\n5678\nabcd\n', 5, 2)).toEqual([['0123'], ['5678'], ['abcd']])
  expect(await cut('0123\n\n\nabcd\n', 5)).toEqual([['0123'], ['', '', 'abcd'], []])
})

check('takes CRLF for one end, and no end for one', async () => {
  const log = 'one\r\ntwo\r\n\r\nthree\rfour\r\nfive'
  for (let target = 1; target <= log.length; target++) {
    expect((await cut(log, target, 3)).flat()).toEqual(['one', 'two', '', 'three\rfour', 'five'])
  }
  expect(await cut('one', 1)).toEqual([['one'], [], []])
})

check('decodes letters that were cut', async () => {
  const log = 'Höhe 鷺\n🦉 Zürich\nÉgret\n'
  for (const pieceSize of [1, 2, 3, 5]) {
    expect((await cut(log, 6, pieceSize)).flat()).toEqual(['Höhe 鷺', '🦉 Zürich', 'Égret'])
  }
})

check('reads little more than its share', async () => {
  const { file, reads } = remote('0123456789\n'.repeat(500))
  const lines = await Array.fromAsync(readSplit(file, { start: 1_100, end: 2_200 }, 64))
  expect(lines).toHaveLength(100)
  expect(reads.every(([start, end]) => start >= 1_099 && end - start <= 64)).toBe(true)
  expect(Math.max(...reads.map(([, end]) => end))).toBeLessThanOrEqual(2_200 + 64)
  expect(reads.reduce((sum, [start, end]) => sum + end - start, 0)).toBeLessThan(1_101 + 64)

  const { file: whole, reads: first } = remote('0123\n5678\n')
  expect(await Array.fromAsync(readSplit(whole, { start: 0, end: 5 }, 5))).toEqual(['0123'])
  expect(Math.max(...first.map(([, end]) => end))).toBe(5)

  const { file: long, reads: few } = remote(`a\n${'w'.repeat(5_000)}\nb\n`)
  expect(await Array.fromAsync(readSplit(long, { start: 100, end: 300 }, 50))).toEqual([])
  expect(Math.max(...few.map(([, end]) => end))).toBeLessThanOrEqual(350)
})

check('knows what can be split', async () => {
  const codecs: Codec[] = ['none', 'gzip', 'bzip2', 'snappy', 'zstd']
  const answers = (format: Format, options = {}) =>
    Promise.all(codecs.map((codec) => isSplittable(format, codec, options)))
  for (const format of ['csv', 'jsonl', 'text'] as const) {
    expect(await answers(format)).toEqual([true, false, true, false, false])
  }
  for (const format of ['parquet', 'orc', 'avro'] as const) {
    expect(await answers(format)).toEqual([true, true, true, true, true])
  }
  const none = [false, false, false, false, false]
  expect(await answers('csv', { lineBreaksInFields: true })).toEqual(none)
})
