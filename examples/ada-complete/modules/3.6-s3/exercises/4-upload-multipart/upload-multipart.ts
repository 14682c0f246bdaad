import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

interface Options {
  size?: number
  concurrency?: number
  ifAbsent?: boolean
  signal?: AbortSignal
}

export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

const MiB = 1_048_576

export function planParts(size: number) {
  if (!(size >= 0 && size <= 10_000 * 5_120 * MiB) || size % 1 !== 0) {
    throw new RangeError(`${size} is no size of an object`)
  }
  let mebibytes = 5
  if (size > 50_000 * MiB) mebibytes = Math.ceil(size / (10_000 * MiB))
  const parts = []
  for (let start = 0; start < size; start += mebibytes * MiB) {
    parts.push({ number: parts.length + 1, start, end: Math.min(start + mebibytes * MiB, size) })
  }
  return parts
}

/** Workers take parts from one queue, so that nobody has to count what is in flight. */
export async function uploadMultipart(
  bucket: string,
  key: string,
  open: () => Promise<AsyncIterable<Uint8Array>>,
  { client }: { client: S3Client },
  options: Options = {},
) {
  const { concurrency = 4, signal, size } = options
  const object = { Bucket: bucket, Key: key }
  const condition = options.ifAbsent ? { IfNoneMatch: '*' } : {}
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason))
  })
  aborted.catch(() => {})
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted()
    try {
      return await attemptUpload()
    } catch (error) {
      const isConflict = (error as Error).name === 'ConditionalRequestConflict'
      if (!isConflict || attempt === 3) throw signal?.aborted ? signal.reason : error
    }
  }

  async function attemptUpload() {
    const partSize = size ? planParts(size)[0]!.end : 5 * MiB
    const take = queueOf(await open(), Math.max(partSize, 5 * MiB))
    const taking = take()
    await Promise.race([aborted, taking.then(() => {})])
    const first = await taking
    if (!first) {
      if (size) throw new Error(`Got nothing of ${size} bytes`)
      const Body = new Uint8Array()
      const input = { ...object, ...condition, Body, ChecksumAlgorithm: 'SHA256' as const }
      const { ETag, ChecksumSHA256 } = await client.send(new PutObjectCommand(input))
      return { etag: ETag, checksum: ChecksumSHA256, parts: 0 }
    }
    const create = new CreateMultipartUploadCommand({ ...object, ChecksumAlgorithm: 'SHA256' })
    const upload = { ...object, UploadId: (await client.send(create)).UploadId }
    const done: CompletedPart[] = []
    try {
      let isBroken = false
      let total = 0
      const work = async (mine: QueuedPart | undefined) => {
        try {
          for (let part = mine; part && !isBroken; part = await take()) {
            total += part.Body.length
            done.push(await send(upload, part))
          }
        } catch (error) {
          isBroken = true
          throw error
        }
      }
      const others = Array.from({ length: concurrency - 1 }, async () => work(await take()))
      const working = Promise.allSettled([work(first), ...others])
      const results = await Promise.race([aborted, working])
      for (const result of results) if (result.status === 'rejected') throw result.reason
      if (size !== undefined && total !== size) throw new Error(`Got ${total} of ${size} bytes`)
      return await finish(upload, done)
    } catch (error) {
      const isStored = error instanceof ChecksumMismatch
      if (!isStored) await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
      throw error
    }
  }

  async function send(upload: object, { Body, PartNumber }: QueuedPart): Promise<CompletedPart> {
    const ChecksumSHA256 = createHash('sha256').update(Body).digest('base64')
    const input = { ...upload, ...object, Body, PartNumber, ChecksumSHA256 } as const
    for (let attempt = 1; ; attempt++) {
      try {
        const command = new UploadPartCommand({ UploadId: undefined, ...input })
        const { ETag } = await client.send(command, signal ? { abortSignal: signal } : {})
        return { PartNumber, ETag, ChecksumSHA256 }
      } catch (error) {
        if (attempt === 3 || signal?.aborted) throw error
      }
    }
  }

  async function finish(
    upload: typeof object & { UploadId: string | undefined },
    done: CompletedPart[],
  ) {
    const Parts = done.toSorted((a, b) => a.PartNumber! - b.PartNumber!)
    const hash = createHash('sha256')
    for (const { ChecksumSHA256 } of Parts) hash.update(ChecksumSHA256!, 'base64')
    const digest = hash.digest('base64')
    const checksum = `${digest}-${Parts.length}`
    const input = { ...upload, ...condition, MultipartUpload: { Parts } }
    try {
      const { ETag, ChecksumSHA256 } = await client.send(new CompleteMultipartUploadCommand(input))
      if (ChecksumSHA256 !== checksum) throw new ChecksumMismatch(`Not ${checksum}`)
      return { etag: ETag, checksum, parts: Parts.length }
    } catch (error) {
      if ((error as Error).name !== 'NoSuchUpload') throw error
      const ObjectAttributes = ['ETag' as const, 'Checksum' as const]
      const found = await client.send(
        new GetObjectAttributesCommand({ ...object, ObjectAttributes }),
      )
      if (!found.Checksum?.ChecksumSHA256?.startsWith(digest)) throw error
      return { etag: `"${found.ETag}"`, checksum, parts: Parts.length }
    }
  }
}

interface QueuedPart {
  Body: Uint8Array
  PartNumber: number
}

/** Takes turns: each call gets the next part, or undefined at the end. */
function queueOf(source: AsyncIterable<Uint8Array>, partSize: number) {
  const chunks = source[Symbol.asyncIterator]()
  let PartNumber = 0
  let rest: Uint8Array = new Uint8Array()
  let turn: Promise<unknown> = Promise.resolve()
  return (): Promise<QueuedPart | undefined> => {
    const mine = turn.then(nextPart)
    turn = mine
    mine.catch(() => {})
    return mine
  }

  async function nextPart(): Promise<QueuedPart | undefined> {
    const held = [rest]
    let size = rest.length
    while (size < partSize) {
      const { done, value } = await chunks.next()
      if (done) break
      held.push(value)
      size += value.length
    }
    const bytes = Buffer.concat(held)
    rest = bytes.subarray(partSize)
    return size === 0 ? undefined : { Body: bytes.subarray(0, partSize), PartNumber: ++PartNumber }
  }
}
