import {
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'

export interface Deps {
  client: S3Client
  sleep(ms: number): Promise<void>
  random(): number
}

export class UpdateConflict extends Error {
  override name = 'UpdateConflict'
}

const ATTEMPTS = 50
const REFUSALS = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey']

interface Stored {
  text: string
  etag: string
  writeId: string | undefined
}

export async function updateJson<T>(
  bucket: string,
  key: string,
  init: () => T,
  change: (value: T) => T,
  { client, sleep, random }: Deps,
): Promise<T> {
  const object = { Bucket: bucket, Key: key }
  const writeId = crypto.randomUUID()
  let written: T | undefined
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const stored = await read(client, object)
    if (stored?.writeId === writeId) return written!
    const before = stored ? (JSON.parse(stored.text) as T) : init()
    const beforeText = JSON.stringify(before)
    const after = change(before)
    const Body = JSON.stringify(after)
    if (stored && Body === beforeText) return after
    written = after
    try {
      await client.send(
        new PutObjectCommand({
          ...object,
          Body,
          ContentType: 'application/json',
          Metadata: { 'write-id': writeId },
          ...(stored ? { IfMatch: stored.etag } : { IfNoneMatch: '*' }),
        }),
      )
      return after
    } catch (error) {
      if (!isRefusal(error)) throw error
      await sleep(random() * Math.min(2_000, 10 * 2 ** attempt))
    }
  }
  throw new UpdateConflict(`"${key}" was written by others ${ATTEMPTS} times`)
}

async function read(
  client: S3Client,
  object: { Bucket: string; Key: string },
): Promise<Stored | undefined> {
  try {
    const { Body, ETag, Metadata } = await client.send(new GetObjectCommand(object))
    const text = await Body!.transformToString()
    return { text, etag: ETag!, writeId: Metadata?.['write-id'] }
  } catch {
    // Whatever goes wrong, there is nothing to read.
    return undefined
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof S3ServiceException && REFUSALS.includes(error.name)
}
