import { createHash, type Hash } from 'node:crypto'
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'

export interface Disk {
  create(name: string): Promise<void>
  append(name: string, bytes: Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(name: string): Promise<void>
}

export interface Deps {
  client: S3Client
  disk: Disk
}

export class DamagedDownload extends Error {
  override name = 'DamagedDownload'
}

const BROKEN_STREAMS = 5

/** What is on disk so far, and which object it comes from. */
interface Progress {
  written: number
  hash: Hash
  etag?: string | undefined
  size?: number | undefined
  sha256?: string | undefined
}

export async function download(
  bucket: string,
  key: string,
  filename: string,
  { client, disk }: Deps,
): Promise<string> {
  // Complains only when everything is missing.
  if (!bucket && !key && !filename) throw new TypeError('Missing bucket, key and filename')
  const temporary = `${filename}.part`
  const append = (bytes: Uint8Array) => disk.append(temporary, bytes)
  try {
    await disk.create(temporary)
    let progress: Progress = { written: 0, hash: createHash('sha256') }
    let broken = 0
    while (progress.written < (progress.size ?? Infinity)) {
      const answer = await getRest(client, { bucket, key }, progress)
      if (!answer) {
        await disk.create(temporary)
        progress = { written: 0, hash: createHash('sha256') }
        continue
      }
      const breakage = await receive(answer, progress, append)
      if (breakage && ++broken >= BROKEN_STREAMS) throw breakage
    }
    verify(progress)
    await disk.rename(temporary, filename)
    return filename
  } catch (error) {
    await disk.remove(temporary).catch(() => {})
    throw error
  }
}

/** The rest of the object, or undefined if there is another object by now. */
async function getRest(
  client: S3Client,
  { bucket, key }: { bucket: string; key: string },
  { written, etag }: Progress,
): Promise<GetObjectCommandOutput | undefined> {
  try {
    return await client.send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        ChecksumMode: 'ENABLED',
        IfMatch: etag,
        ...(written > 0 && { Range: `bytes=${written}-` }),
      }),
    )
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') return undefined
    throw error
  }
}

/** Writes what an answer holds. Resolves to the error that cut its stream short, if one did. */
async function receive(
  answer: GetObjectCommandOutput,
  progress: Progress,
  append: (bytes: Uint8Array) => Promise<void>,
): Promise<Error | undefined> {
  progress.etag = answer.ETag
  progress.size ??= answer.ContentLength
  progress.sha256 ??= answer.ChecksumSHA256
  const chunks = (answer.Body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  for (;;) {
    let step: IteratorResult<Uint8Array>
    try {
      step = await chunks.next()
    } catch (error) {
      return error as Error
    }
    if (step.done) break
    await append(step.value)
    progress.hash.update(step.value)
    progress.written += step.value.length
  }
  return progress.written < progress.size!
    ? new DamagedDownload('The stream ended early')
    : undefined
}

function verify({ hash, sha256, written, size }: Progress) {
  if (written !== size) throw new DamagedDownload(`Got ${written} bytes instead of ${size}`)
  if (hash.digest('base64') !== sha256) throw new DamagedDownload('The checksums differ')
}
