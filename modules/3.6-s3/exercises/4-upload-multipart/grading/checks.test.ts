// Over 200 lines: one small scene for each thing that can go wrong with an upload.
import { createHash } from 'node:crypto'
import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
} from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { planParts, uploadMultipart, ChecksumMismatch } = candidate(
  () => import('../upload-multipart.ts'),
)

const MiB = 2 ** 20
const PART = 5 * MiB
const GiB = 2 ** 30
const LARGEST = 10_000 * 5 * GiB

type Aws = CheckContext['aws']

check('plans parts that S3 accepts, up to 50 TB', async ({ holdsFor }) => {
  const edges = [1, PART - 1, PART, PART + 1, 2 * PART, 10_000 * PART, 10_000 * PART + 1, 50e12]
  for (const size of [...edges, LARGEST]) expectPlan(await planParts(size), size)
  const sizes = fc.oneof(fc.integer({ min: 1, max: 100 * GiB }), fc.integer({ min: 1, max: 50e12 }))
  await holdsFor(sizes, async (size) => expectPlan(await planParts(size), size), { runs: 8 })
})

check('plans nothing for nothing and refuses what no upload can hold', async () => {
  expect(await planParts(0)).toEqual([])
  for (const size of [LARGEST + 1, -1, 0.5, NaN, Infinity]) {
    await expect(planParts(size)).rejects.toBeInstanceOf(RangeError)
  }
})

check('uploads content in chunks of any size', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  for (const { size, chunk } of [
    { size: PART + 777, chunk: MiB + 1 },
    { size: 2 * PART + 1, chunk: 2 * PART + 1 },
    { size: 5, chunk: 1 },
  ]) {
    const key = `L8/${size}.tif`
    const { etag } = await uploadMultipart(bucket.name, key, () => scene(size, { chunk }), deps)
    const head = await aws.send(new HeadObjectCommand({ Bucket: bucket.name, Key: key }))
    expect(head.ETag).toBe(etag)
    expect(await hasScene(bucket, key, size)).toBe(true)
  }

  await uploadMultipart(bucket.name, 'told.tif', () => scene(10), deps, { size: 10 })
  expect(await hasScene(bucket, 'told.tif', 10)).toBe(true)
  const short = uploadMultipart(bucket.name, 'short.tif', () => scene(10), deps, { size: 11 })
  await expect(short).rejects.toThrow()
  // Of so large a file, parts have 6 MiB; it breaks off in the second, which need not be sent.
  const before = aws.calls('UploadPart').length
  const large = { size: 10_001 * PART }
  const torn = uploadMultipart(bucket.name, 'torn.tif', () => scene(11 * MiB), deps, large)
  await expect(torn).rejects.toThrow()
  expect(aws.calls('UploadPart').length - before).toBeLessThanOrEqual(2)
  expect(await bucket.bytes('short.tif')).toBe(undefined)
})

check('makes no empty last part', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  const { parts, etag } = await uploadMultipart(bucket.name, 'a.tif', () => scene(PART), deps)
  expect(parts).toBe(1)
  expect(etag).toMatch(/-1"$/)
})

check('puts an empty source at once', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  const empty = async () => chunks([new Uint8Array(), new Uint8Array()])
  const { parts } = await uploadMultipart(bucket.name, 'empty.tif', empty, deps)
  expect(parts).toBe(0)
  expect(await bucket.bytes('empty.tif')).toHaveLength(0)
  expect(aws.calls('CreateMultipartUpload')).toHaveLength(0)

  const input = { Bucket: bucket.name, Key: 'empty.tif', ChecksumMode: 'ENABLED' } as const
  const ChecksumSHA256 = sha256(new Uint8Array()).toString('base64')
  expect(await aws.send(new HeadObjectCommand(input))).toMatchObject({ ChecksumSHA256 })
  const told = uploadMultipart(bucket.name, 'told.tif', empty, deps, { size: 10 })
  await expect(told).rejects.toThrow()

  const taken = uploadMultipart(bucket.name, 'empty.tif', empty, deps, { ifAbsent: true })
  await expect(taken).rejects.toMatchObject({ name: 'PreconditionFailed' })
})

check('keeps as many parts in flight as asked for and reads one part ahead', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  let read = 0
  let done = 0
  let held = 0
  const flight = watchFlight(aws, {
    arrived: () => void (held = Math.max(held, read - done * PART)),
    left: () => void done++,
  })
  const size = 4 * PART + 1
  const open = () => scene(size, { onRead: (bytes) => void (read += bytes) })
  await uploadMultipart(bucket.name, 'L8/wide.tif', open, deps, { concurrency: 2 })
  expect(flight.most()).toBe(2)
  expect(held).toBeLessThan(3 * PART + 2 * MiB)
})

check('completes parts in order, however they finish', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  aws.faults.delay('UploadPart', 60_000, { when: ({ PartNumber }) => PartNumber === 1 })
  const size = PART + 3
  await uploadMultipart(bucket.name, 'L8/slow.tif', () => scene(size), deps)
  expect(await hasScene(bucket, 'L8/slow.tif', size)).toBe(true)
})

check('sends only the part again that failed', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  const error = { name: 'InternalError', status: 500 }
  const when = ({ PartNumber }: Record<string, unknown>) => PartNumber === 2
  aws.faults.fail('UploadPart', error, { call: [1, 2, 3, 4, 5, 6], when })
  let opened = 0
  const open = () => (opened++, scene(PART + 9))
  await uploadMultipart(bucket.name, 'L8/again.tif', open, deps)
  expect(await hasScene(bucket, 'L8/again.tif', PART + 9)).toBe(true)
  expect(opened).toBe(1)
  const sent = aws.calls('UploadPart').map(({ input }) => input['PartNumber'])
  expect(sent.filter((number) => number === 1)).toHaveLength(1)

  aws.faults.fail('UploadPart', { name: 'AccessDenied', status: 403 }, { call: 'all' })
  const options = { concurrency: 1 }
  const refused = uploadMultipart(bucket.name, 'no.tif', () => scene(PART + 9), deps, options)
  await expect(refused).rejects.toMatchObject({ name: 'AccessDenied' })
  const later = aws.calls('UploadPart').slice(sent.length)
  expect(later.length).toBeLessThanOrEqual(3)
  expect(new Set(later.map(({ input }) => input['PartNumber']))).toEqual(new Set([1]))
})

check('leaves no upload behind when it fails', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  const denied = { name: 'AccessDenied', status: 403 }
  const flight = watchFlight(aws)
  let inFlightAtAbort = 0
  aws.faults.on('AbortMultipartUpload', { call: 1 }, (_, proceed) => {
    inFlightAtAbort = flight.now()
    return proceed()
  })
  aws.faults.fail('CompleteMultipartUpload', denied, { call: 'all' })

  const torn = async () => chunks([new Uint8Array(PART), 'The antenna broke'])
  const tornUpload = uploadMultipart(bucket.name, 'torn.tif', torn, deps)
  await expect(tornUpload).rejects.toMatchObject({ message: 'The antenna broke' })
  expect(await uploadsIn(aws, bucket.name)).toEqual([])
  expect(inFlightAtAbort).toBe(0)

  const incomplete = uploadMultipart(bucket.name, 'b.tif', () => scene(10), deps)
  await expect(incomplete).rejects.toMatchObject({ name: 'AccessDenied' })
  const told = uploadMultipart(bucket.name, 'c.tif', () => scene(10), deps, { size: 11 })
  await expect(told).rejects.toThrow()
  expect(await uploadsIn(aws, bucket.name)).toEqual([])

  const invalid = { name: 'InvalidRequest', status: 400 }
  aws.faults.fail('AbortMultipartUpload', invalid, { call: 'all' })
  const twice = uploadMultipart(bucket.name, 'd.tif', () => scene(10), deps)
  await expect(twice).rejects.toMatchObject({ name: 'AccessDenied' })
})

check('stops when its signal aborts', async ({ aws, sleep, now }) => {
  const { bucket, deps } = await start(aws)
  const controller = new AbortController()
  aws.faults.on('UploadPart', { call: 1 }, async (_, proceed) => {
    controller.abort(new Error('The pass is over'))
    await sleep(60_000)
    return proceed()
  })
  const { signal } = controller
  const options = { signal, concurrency: 1 }
  const upload = uploadMultipart(bucket.name, 'a.tif', () => scene(PART + 1), deps, options)
  const begun = now()
  await expect(upload).rejects.toMatchObject({ message: 'The pass is over' })
  expect(now() - begun).toBeLessThan(60_000)
  expect(aws.calls('CompleteMultipartUpload')).toHaveLength(0)
  expect(await bucket.keys()).toEqual([])
  expect(await uploadsIn(aws, bucket.name)).toEqual([])

  const lost = new AbortController()
  const silent = async () =>
    (async function* () {
      yield new Uint8Array(PART)
      lost.abort(new Error('The signal is lost'))
      await sleep(60_000)
    })()
  const begunAgain = now()
  const waiting = uploadMultipart(bucket.name, 'b.tif', silent, deps, { signal: lost.signal })
  await expect(waiting).rejects.toMatchObject({ message: 'The signal is lost' })
  expect(now() - begunAgain).toBeLessThan(60_000)
  expect(await uploadsIn(aws, bucket.name)).toEqual([])
})

check('compares the checksum that S3 computed', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  const open = () => scene(PART + 2, { chunk: MiB + 1 })
  const uploaded = await uploadMultipart(bucket.name, 'a.tif', open, deps)
  const digests = [scenePart(0, PART), scenePart(PART, PART + 2)].map((part) => sha256(part))
  const checksum = `${sha256(Buffer.concat(digests)).toString('base64')}-2`
  expect(uploaded).toMatchObject({ checksum, parts: 2 })
  const input = { Bucket: bucket.name, Key: 'a.tif', ChecksumMode: 'ENABLED' } as const
  expect(await aws.send(new HeadObjectCommand(input))).toMatchObject({ ChecksumSHA256: checksum })

  const other = `${sha256(Buffer.from('other')).toString('base64')}-1`
  // Whether somebody compares the answer or looks at the object afterwards.
  for (const operation of ['CompleteMultipartUpload', 'HeadObject']) {
    aws.faults.edit(operation, (output) => ({ ...output, ChecksumSHA256: other }), { call: 'all' })
  }
  const damaged = uploadMultipart(bucket.name, 'b.tif', () => scene(20), deps)
  await expect(damaged).rejects.toBeInstanceOf(ChecksumMismatch)
})

check('does not replace an object when it must not', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  aws.faults.on('UploadPart', { call: 1 }, async (_, proceed) => {
    await bucket.put('a.tif', 'somebody was faster')
    return proceed()
  })
  const late = uploadMultipart(bucket.name, 'a.tif', () => scene(9), deps, { ifAbsent: true })
  await expect(late).rejects.toMatchObject({ name: 'PreconditionFailed' })
  expect(await bucket.text('a.tif')).toBe('somebody was faster')
})

check('begins another upload after a conflict', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  aws.faults.on('UploadPart', { call: 1 }, async (_, proceed) => {
    await bucket.put('a.tif', 'soon gone')
    await aws.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: 'a.tif' }))
    return proceed()
  })
  let opened = 0
  const open = () => (opened++, scene(9))
  const uploaded = await uploadMultipart(bucket.name, 'a.tif', open, deps, { ifAbsent: true })
  expect(uploaded.parts).toBe(1)
  expect(opened).toBe(2)
  expect(await hasScene(bucket, 'a.tif', 9)).toBe(true)

  const conflict = { name: 'ConditionalRequestConflict', status: 409 }
  aws.faults.fail('CompleteMultipartUpload', conflict, { call: 'all' })
  opened = 0
  const never = uploadMultipart(bucket.name, 'b.tif', open, deps, { ifAbsent: true })
  await expect(never).rejects.toMatchObject({ name: conflict.name })
  expect(opened).toBe(3)
})

check('finds its object when the last answer gets lost', async ({ aws }) => {
  const { bucket, deps } = await start(aws)
  aws.faults.loseResponse('CompleteMultipartUpload')
  const options = { ifAbsent: true }
  const uploaded = await uploadMultipart(bucket.name, 'a.tif', () => scene(30), deps, options)
  const checksum = `${sha256(sha256(scenePart(0, 30))).toString('base64')}-1`
  expect(uploaded).toMatchObject({ checksum, parts: 1 })
  expect(await hasScene(bucket, 'a.tif', 30)).toBe(true)
})

async function start(aws: Aws) {
  return { bucket: await aws.s3.bucket(), deps: { client: aws.s3.client } }
}

/** Bytes of which no two MiB are alike, in chunks. */
async function scene(
  size: number,
  { chunk = MiB, onRead = (_bytes: number) => {} } = {},
): Promise<AsyncIterable<Uint8Array>> {
  return (async function* () {
    for (let start = 0; start < size; start += chunk) {
      const bytes = scenePart(start, Math.min(start + chunk, size))
      onRead(bytes.length)
      yield bytes
    }
  })()
}

function scenePart(start: number, end: number): Uint8Array {
  const bytes = new Uint8Array(end - start)
  for (let at = start; at < end;) {
    const next = (Math.floor(at / 65_536) + 1) * 65_536
    bytes.fill(1 + Math.floor(at / 65_536), at - start, next - start)
    at = next
  }
  return bytes
}

/** A source of chunks; a text is an error it throws. */
async function* chunks(items: (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const item of items) {
    if (typeof item === 'string') throw new Error(item)
    yield item
  }
}

/** Gives every part a minute in flight. */
function watchFlight(aws: Aws, { arrived = () => {}, left = () => {} } = {}) {
  let now = 0
  let most = 0
  aws.faults.on('UploadPart', { call: 'all' }, async (_, proceed) => {
    most = Math.max(most, ++now)
    arrived()
    try {
      await aws.sleep(60_000)
      return await proceed()
    } finally {
      now--
      left()
    }
  })
  return { now: () => now, most: () => most }
}

interface Bucket {
  bytes(key: string): Promise<Uint8Array | undefined>
}

async function hasScene(bucket: Bucket, key: string, size: number): Promise<boolean> {
  const bytes = await bucket.bytes(key)
  return bytes !== undefined && Buffer.compare(bytes, scenePart(0, size)) === 0
}

async function uploadsIn(aws: Aws, bucket: string): Promise<unknown[]> {
  const { Uploads = [] } = await aws.send(new ListMultipartUploadsCommand({ Bucket: bucket }))
  return Uploads
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

/** Every rule that S3 has for parts, and that they are the object. */
function expectPlan(
  parts: readonly { number: number; start: number; end: number }[],
  size: number,
) {
  const wrong = parts.findIndex(({ number, start, end }, index) => {
    const isLast = index === parts.length - 1
    const length = end - start
    const isLong = length >= PART || isLast
    const isNext = number === index + 1 && start === (parts[index - 1]?.end ?? 0)
    return !isNext || !isLong || length <= 0 || length > 5 * GiB
  })
  expect(wrong).toBe(-1)
  expect(parts.length).toBeLessThan(10_001)
  expect(parts.at(-1)?.end).toBe(size)
}
