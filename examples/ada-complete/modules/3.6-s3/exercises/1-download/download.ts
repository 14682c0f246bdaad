import { createHash } from 'node:crypto'
import { GetObjectCommand, HeadObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3'

interface Disk {
  create(name: string): Promise<void>
  append(name: string, bytes: Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(name: string): Promise<void>
}

export class DamagedDownload extends Error {
  override name = 'DamagedDownload'
}

const PIECE = 256 * 1024
const PATIENCE = 5

/** Asks `HeadObject` what there is, then for one piece after the other. */
export async function download(
  bucket: string,
  key: string,
  filename: string,
  { client, disk }: { client: S3Client; disk: Disk },
): Promise<string> {
  if (!bucket) throw new TypeError('bucket is missing')
  if (!key) throw new TypeError('key is missing')
  if (!filename) throw new TypeError('filename is missing')
  const partial = `.downloading-${filename}`
  const object = { Bucket: bucket, Key: key }
  let patience = PATIENCE
  try {
    for (;;) {
      await disk.create(partial)
      const size = await attempt()
      if (size === undefined) continue
      await disk.rename(partial, filename)
      return filename
    }
  } finally {
    await disk.remove(partial)
  }

  /** Resolves to undefined where another object took this one's place. */
  async function attempt(): Promise<number | undefined> {
    const head = await client
      .send(new HeadObjectCommand({ ...object, ChecksumMode: 'ENABLED' }))
      .catch(nameTheError)
    const hash = createHash('sha256')
    let offset = 0
    while (offset < head.ContentLength!) {
      const Range = `bytes=${offset}-${Math.min(offset + PIECE, head.ContentLength!) - 1}`
      const before = offset
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ ...object, Range, IfMatch: head.ETag }),
        )
        for await (const chunk of Body as AsyncIterable<Uint8Array>) {
          await write(chunk)
          hash.update(chunk)
          offset += chunk.length
        }
        if (offset === before) throw new DamagedDownload('The stream was empty')
      } catch (error) {
        const { name, $metadata } = error as { name: string; $metadata?: object }
        if (name === 'PreconditionFailed') return undefined
        if ($metadata || error instanceof DiskError || --patience === 0) throw error
      }
    }
    if (hash.digest('base64') !== head.ChecksumSHA256) throw new DamagedDownload('Wrong checksum')
    return offset
  }

  async function write(chunk: Uint8Array) {
    try {
      await disk.append(partial, chunk)
    } catch (cause) {
      throw new DiskError('The disk failed', { cause })
    }
  }

  /** HEAD has no body and so no code: the answer to GET says what is wrong. */
  async function nameTheError(error: Error): Promise<never> {
    if (error.name === 'NotFound') await client.send(new GetObjectCommand(object))
    throw error.name === 'NotFound' ? new NoSuchKey({ message: key, $metadata: {} }) : error
  }
}

class DiskError extends Error {}
