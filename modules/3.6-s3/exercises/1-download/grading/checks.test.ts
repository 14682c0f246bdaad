// Longer than most: the disk and the broken streams of its scenes are made here.
import { NoSuchKey } from '@aws-sdk/client-s3'
import { candidate, checksFor, expect, streamOf } from '@workshop/testkit'
import type { CheckContext } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { download, DamagedDownload } = candidate(() => import('../download.ts'))

const CHUNK = 64 * 1024

check('downloads an object of many chunks', async ({ aws }) => {
  const { bucket, files, deps, content } = await start(aws, { chunks: 4 })
  aws.faults.edit(
    'GetObject',
    (output, input) => ({
      ...output,
      Body: inChunks(requested(content, input), 1_000),
    }),
    { call: 'all' },
  )
  expect(await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)).toBe('2013.tsv')
  expect(sameBytes(files.get('2013.tsv'), content)).toBe(true)
  expect([...files.keys()]).toEqual(['2013.tsv'])
})

check('names the argument that is missing before it calls anybody', async ({ aws }) => {
  const { bucket, files, deps } = await start(aws, { chunks: 1 })
  const whole = { bucket: bucket.name, key: 'export/2013.tsv', filename: '2013.tsv' }
  for (const name of ['bucket', 'key', 'filename'] as const) {
    for (const nothing of ['', undefined as unknown as string]) {
      const args = { ...whole, [name]: nothing }
      const failure = download(args.bucket, args.key, args.filename, deps)
      await expect(failure).rejects.toBeInstanceOf(TypeError)
      await expect(failure).rejects.toMatchObject({ message: expect.stringContaining(name) })
    }
  }
  expect(aws.calls()).toHaveLength(0)
  expect(files.size).toBe(0)
})

check('shows the file under its name only when it is whole', async ({ aws }) => {
  const { bucket, files, deps, content, onWrite } = await start(aws, { chunks: 3 })
  const old = Buffer.from('yesterday')
  const seen: boolean[] = []
  files.set('2013.tsv', old)
  onWrite(() => void seen.push(sameBytes(files.get('2013.tsv'), old)))

  await expect(download(bucket.name, 'export/1913.tsv', '2013.tsv', deps)).rejects.toThrow()
  expect(sameBytes(files.get('2013.tsv'), old)).toBe(true)
  await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)

  expect(seen.length).toBeGreaterThan(0)
  expect(seen).not.toContain(false)
  expect(sameBytes(files.get('2013.tsv'), content)).toBe(true)
})

check('leaves nothing behind when it fails', async ({ aws }) => {
  const { bucket, files, deps, onWrite } = await start(aws, { chunks: 3 })
  const missing = download(bucket.name, 'export/1913.tsv', '1913.tsv', deps)
  await expect(missing).rejects.toBeInstanceOf(NoSuchKey)
  expect(files.size).toBe(0)

  let stream: (chunks: Uint8Array[]) => AsyncIterable<Uint8Array> = broken
  aws.faults.edit('GetObject', (output) => ({ ...output, Body: stream([]) }), { call: 'all' })
  const before = aws.calls('GetObject').length
  const breaking = download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)
  await expect(breaking).rejects.toMatchObject({ message: expect.any(String) })
  expect(aws.calls('GetObject').length - before).toBeLessThanOrEqual(5)
  expect(files.size).toBe(0)
  stream = streamOf
  const ended = download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)
  await expect(ended).rejects.toMatchObject({ message: expect.any(String) })
  expect(files.size).toBe(0)

  const other = await start(aws, { chunks: 1, key: 'export/2014.tsv' })
  other.onWrite((bytes) => {
    if (bytes > 0) throw new Error('No space left on device')
  })
  onWrite(() => {})
  const full = download(other.bucket.name, 'export/2014.tsv', '2014.tsv', other.deps)
  await expect(full).rejects.toThrow()
  expect(other.files.size).toBe(0)
})

check('goes on where a stream broke', async ({ aws }) => {
  const { bucket, files, deps, content, written } = await start(aws, { chunks: 24 })
  const starts: { asked: number; onDisk: number }[] = []
  const note = (input: Input) => starts.push({ asked: rangeOf(input).start, onDisk: written() })
  // The fifth broken stream would be the last.
  aws.faults.on('GetObject', { call: [1, 2, 3, 4] }, async ({ input }, proceed) => {
    note(input)
    const output = await proceed()
    const [first = new Uint8Array(), ...rest] = await collect(
      inChunks(requested(content, input), CHUNK),
    )
    const half = [first, ...rest.slice(0, rest.length >> 1)]
    return { ...output, Body: starts.length === 1 ? broken(half) : streamOf(half) }
  })
  aws.faults.on('GetObject', { call: 'all' }, ({ input }, proceed) => {
    note(input)
    return proceed()
  })

  await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)

  expect(sameBytes(files.get('2013.tsv'), content)).toBe(true)
  expect(starts.length).toBeGreaterThan(4)
  for (const { asked, onDisk } of starts) expect(asked).toBe(onDisk)
  expect(written()).toBe(content.length)
})

check('begins again when the object was replaced meanwhile', async ({ aws }) => {
  const { bucket, files, deps, content } = await start(aws, { chunks: 4 })
  const replacement = events(3, 'replacement')
  aws.faults.on('GetObject', { call: 1 }, async ({ input }, proceed) => {
    const output = await proceed()
    const chunks = await collect(inChunks(requested(content, input), CHUNK))
    return { ...output, Body: broken(chunks.slice(0, 2)) }
  })
  aws.faults.on('GetObject', { call: 2 }, async (_, proceed) => {
    await bucket.put('export/2013.tsv', replacement, { ChecksumAlgorithm: 'SHA256' })
    return proceed()
  })

  await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)

  expect(sameBytes(files.get('2013.tsv'), replacement)).toBe(true)
})

check('refuses what is short or differs from what is stored', async ({ aws }) => {
  const { bucket, files, deps, content } = await start(aws, { chunks: 2 })
  aws.faults.edit(
    'GetObject',
    (output, input) => {
      const bytes = Buffer.from(requested(content, input))
      if (bytes.length > 0) bytes[bytes.length >> 1]! ^= 1
      return { ...output, Body: inChunks(bytes, CHUNK) }
    },
    { call: 'all' },
  )
  const damaged = download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)
  await expect(damaged).rejects.toBeInstanceOf(DamagedDownload)
  expect(files.has('2013.tsv')).toBe(false)

  const short = await start(aws, { chunks: 2, key: 'export/2014.tsv' })
  aws.faults.edit('GetObject', (output) => ({ ...output, Body: streamOf([]) }), { call: 'all' })
  await expect(
    download(short.bucket.name, 'export/2014.tsv', '2014.tsv', short.deps),
  ).rejects.toThrow()
  expect(short.files.has('2014.tsv')).toBe(false)
})

check('downloads an empty object', async ({ aws }) => {
  const { bucket, files, deps } = await start(aws, { chunks: 0 })
  expect(await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)).toBe('2013.tsv')
  expect(files.get('2013.tsv')).toHaveLength(0)
  expect(files.size).toBe(1)
})

check('writes chunks as they come', async ({ aws }) => {
  const { bucket, deps, content, written, onWrite } = await start(aws, { chunks: 24 })
  let read = 0
  let furthestAhead = 0
  aws.faults.edit(
    'GetObject',
    (output, input) => ({
      ...output,
      Body: inChunks(requested(content, input), CHUNK, (bytes) => void (read += bytes)),
    }),
    { call: 'all' },
  )
  onWrite(() => void (furthestAhead = Math.max(furthestAhead, read - written())))

  await download(bucket.name, 'export/2013.tsv', '2013.tsv', deps)

  expect(written()).toBe(content.length)
  expect(furthestAhead).toBeLessThan(8 * CHUNK)
})

type Input = Record<string, unknown>

/** A bucket with one object of so many chunks, and a disk that can be watched. */
async function start(
  aws: CheckContext['aws'],
  { chunks, key = 'export/2013.tsv' }: { chunks: number; key?: string },
) {
  const bucket = await aws.s3.bucket()
  const content = events(chunks, 'GDELT')
  await bucket.put(key, content, { ChecksumAlgorithm: 'SHA256' })
  const files = new Map<string, Uint8Array>()
  let watch = (_bytes: number) => {}
  let written = 0
  const disk = {
    create: async (name: string) => {
      watch(0)
      if (name === '') throw new Error('No such file or directory')
      files.set(name, new Uint8Array())
    },
    append: async (name: string, bytes: Uint8Array) => {
      watch(bytes.length)
      written += bytes.length
      files.set(name, Buffer.concat([files.get(name) ?? new Uint8Array(), bytes]))
    },
    rename: async (from: string, to: string) => {
      const bytes = files.get(from)
      if (!bytes) throw new Error(`No such file: ${from}`)
      files.delete(from)
      files.set(to, bytes)
    },
    remove: async (name: string) => void files.delete(name),
  }
  return {
    bucket,
    files,
    content,
    deps: { client: aws.s3.client, disk },
    written: () => written,
    onWrite: (watcher: (bytes: number) => void) => void (watch = watcher),
  }
}

/** Lines of events, so many chunks of them, no two of which are alike. */
function events(chunks: number, source: string): Uint8Array {
  const lines = Array.from({ length: chunks * 1_024 }, (_, i) =>
    `${i}\t2013${source}`.padEnd(63, '\t').slice(0, 63),
  )
  return Buffer.from(lines.map((line) => `${line}\n`).join(''))
}

function rangeOf({ Range }: Input): { start: number; end: number } {
  const [, start = '0', end = ''] = /^bytes=(\d+)-(\d*)$/.exec(String(Range)) ?? []
  return { start: Number(start), end: end === '' ? Infinity : Number(end) + 1 }
}

function requested(content: Uint8Array, input: Input): Uint8Array {
  const { start, end } = rangeOf(input)
  return content.subarray(start, end)
}

async function* inChunks(bytes: Uint8Array, size: number, onRead = (_bytes: number) => {}) {
  for (let start = 0; start < bytes.length; start += size) {
    const chunk = bytes.subarray(start, start + size)
    onRead(chunk.length)
    yield chunk
  }
}

async function* broken(chunks: Uint8Array[]) {
  yield* chunks
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' })
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const collected: Uint8Array[] = []
  for await (const chunk of chunks) collected.push(chunk)
  return collected
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0
}
