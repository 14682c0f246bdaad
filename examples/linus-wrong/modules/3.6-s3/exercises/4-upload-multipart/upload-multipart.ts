// Over 200 lines: every step of an upload can fail in a way of its own.
import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

export interface Part {
  number: number
  start: number
  end: number
}

export interface Options {
  size?: number
  concurrency?: number
  ifAbsent?: boolean
  signal?: AbortSignal
}

export interface Uploaded {
  etag: string
  checksum: string
  parts: number
}

export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

const MiB = 2 ** 20
const MIN_PART = 5 * MiB
const MAX_PART = 5 * 1024 * MiB
const MAX_PARTS = 10_000
const TRIES = 3

export function planParts(size: number): Part[] {
  if (!Number.isSafeInteger(size) || size < 0 || size > MAX_PARTS * MAX_PART) {
    throw new RangeError(`No upload holds ${size} bytes`)
  }
  const length = Math.max(MIN_PART, Math.ceil(size / MAX_PARTS / MiB) * MiB)
  return Array.from({ length: Math.ceil(size / length) }, (_, index) => ({
    number: index + 1,
    start: index * length,
    end: Math.min((index + 1) * length, size),
  }))
}

type Source = AsyncIterable<Uint8Array>

interface Target {
  client: S3Client
  object: { Bucket: string; Key: string }
  options: Options
}

export async function uploadMultipart(
  bucket: string,
  key: string,
  open: () => Promise<Source>,
  { client }: { client: S3Client },
  options: Options = {},
): Promise<Uploaded> {
  const target = { client, object: { Bucket: bucket, Key: key }, options }
  for (let left = TRIES; ; left--) {
    try {
      return await uploadOnce(await open(), target)
    } catch (error) {
      if (nameOf(error) !== 'ConditionalRequestConflict' || left === 1) throw error
    }
  }
}

async function uploadOnce(source: Source, target: Target): Promise<Uploaded> {
  const { client, object, options } = target
  options.signal?.throwIfAborted()
  const length = planParts(options.size ?? 0)[0]?.end ?? MIN_PART
  const parts = cut(untilAborted(source, options.signal), Math.max(length, MIN_PART))
  const first = await parts.next()
  if (first.done) return putEmpty(target)
  // What is absent now may be there when the upload is done.
  if (options.ifAbsent) {
    const found = await client.send(new HeadObjectCommand(object)).catch(() => undefined)
    if (found) throw Object.assign(new Error('Already there'), { name: 'PreconditionFailed' })
  }
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: 'SHA256' }),
  )
  try {
    const uploaded = await uploadParts({ first: first.value, parts, UploadId }, target)
    return await complete(uploaded, UploadId, target)
  } catch (error) {
    await parts.return(undefined)
    if (!(error instanceof ChecksumMismatch)) {
      const abort = new AbortMultipartUploadCommand({ ...object, UploadId })
      await client.send(abort).catch(() => {})
    }
    throw options.signal?.aborted ? options.signal.reason : error
  }
}

/** Hands on chunks until the signal aborts; a source that is silent then is left to itself. */
async function* untilAborted(source: Source, signal: AbortSignal | undefined) {
  const chunks = source[Symbol.asyncIterator]()
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
  try {
    for (;;) {
      const next = chunks.next()
      // The race gets no chunk: it would hold each one until the signal aborts.
      await Promise.race([aborted, next.then(() => {})])
      const step = await next
      if (step.done) return
      yield step.value
    }
  } finally {
    // Not awaited: a silent source ends only when it speaks again.
    chunks.return?.().catch(() => {})
  }
}

/** Joins and cuts chunks, so that every part but the last has this length, and none is empty. */
async function* cut(source: Source, length: number): AsyncGenerator<Uint8Array, undefined> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    let rest = chunk
    while (size + rest.length >= length) {
      const end = length - size
      yield Buffer.concat([...held, rest.subarray(0, end)])
      rest = rest.subarray(end)
      held = []
      size = 0
    }
    held.push(rest)
    size += rest.length
  }
  if (size > 0) yield Buffer.concat(held)
}

async function putEmpty({ client, object, options }: Target): Promise<Uploaded> {
  if (options.size) throw new RangeError('The source has another length')
  const { ETag, ChecksumSHA256 } = await client.send(
    new PutObjectCommand({
      ...object,
      Body: new Uint8Array(),
      ChecksumAlgorithm: 'SHA256',
      ...(options.ifAbsent && { IfNoneMatch: '*' }),
    }),
  )
  return { etag: ETag!, checksum: ChecksumSHA256!, parts: 0 }
}

interface UploadingParts {
  first: Uint8Array
  parts: AsyncGenerator<Uint8Array, undefined>
  UploadId: string | undefined
}

/** Uploads parts side by side and resolves to them in order; waits for all, also when one fails. */
async function uploadParts(
  { first, parts, UploadId }: UploadingParts,
  { client, object, options }: Target,
): Promise<CompletedPart[]> {
  const { concurrency = 4, signal, size: expected } = options
  const uploaded: CompletedPart[] = []
  const inFlight = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  let size = 0
  const upload = async (body: Uint8Array, PartNumber: number) => {
    const ChecksumSHA256 = createHash('sha256').update(body).digest('base64')
    for (let left = TRIES; ; left--) {
      try {
        const { ETag } = await client.send(
          new UploadPartCommand({ ...object, UploadId, PartNumber, Body: body, ChecksumSHA256 }),
          signal ? { abortSignal: signal } : {},
        )
        uploaded[PartNumber - 1] = { PartNumber, ETag, ChecksumSHA256 }
        return
      } catch (error) {
        if (left === 1 || signal?.aborted) throw error
      }
    }
  }
  try {
    let step: IteratorResult<Uint8Array, undefined> = { done: false, value: first }
    for (let number = 1; !step.done; number++) {
      size += step.value.length
      const task = upload(step.value, number)
        .catch((error: unknown) => void (failure ??= { error }))
        .finally(() => inFlight.delete(task))
      inFlight.add(task)
      while (inFlight.size >= concurrency && !failure) await Promise.race(inFlight)
      if (failure) break
      step = await parts.next()
    }
  } finally {
    await Promise.all(inFlight)
  }
  if (failure) throw failure.error
  signal?.throwIfAborted()
  if (size !== (expected ?? size)) throw new RangeError('The source has another length')
  return uploaded
}

async function complete(
  parts: CompletedPart[],
  UploadId: string | undefined,
  { client, object, options }: Target,
): Promise<Uploaded> {
  const digests = parts.map(({ ChecksumSHA256 }) => Buffer.from(ChecksumSHA256!, 'base64'))
  const digest = createHash('sha256').update(Buffer.concat(digests)).digest('base64')
  const checksum = `${digest}-${parts.length}`
  const { ETag, ChecksumSHA256 } = await client
    .send(
      new CompleteMultipartUploadCommand({
        ...object,
        UploadId,
        MultipartUpload: { Parts: parts },
      }),
    )
    .catch(async (error: unknown) => {
      if (nameOf(error) !== 'NoSuchUpload') throw error
      const head = await client.send(new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' }))
      if (head.ChecksumSHA256 !== checksum) throw error
      return head
    })
  if (ChecksumSHA256 !== checksum) {
    throw new ChecksumMismatch(`S3 computed ${ChecksumSHA256} instead of ${checksum}`)
  }
  return { etag: ETag!, checksum, parts: parts.length }
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined
}
