import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

interface Deps {
  client: S3Client
  sleep(ms: number): Promise<void>
  random(): number
}

export class UpdateConflict extends Error {
  override name = 'UpdateConflict'
}

/** Keeps the marks of the last writers, so that one is found even if others wrote since. */
export async function updateJson<T>(
  bucket: string,
  key: string,
  init: () => T,
  change: (value: T) => T,
  deps: Deps,
): Promise<T> {
  const { client, sleep, random } = deps
  const mark = Math.floor(random() * 2 ** 48).toString(36)
  const tried: T[] = []
  return attempt(50)

  async function attempt(left: number): Promise<T> {
    if (left === 0) throw new UpdateConflict(`Others keep writing "${key}"`)
    const current = await get()
    const marks = current?.Metadata?.['marks']?.split(',') ?? []
    if (tried.length > 0 && marks.includes(mark)) return tried.at(-1)!
    const text = current && (await current.Body!.transformToString())
    const next = change(text === undefined ? init() : (JSON.parse(text) as T))
    const Body = JSON.stringify(next)
    if (text !== undefined && Body === JSON.stringify(JSON.parse(text))) return next
    tried.push(next)
    const condition = current ? { IfMatch: current.ETag } : { IfNoneMatch: '*' }
    const Metadata = { marks: [mark, ...marks].slice(0, 30).join(',') }
    const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body, Metadata, ...condition })
    const isStored = await client.send(put).then(() => true, refused)
    if (isStored) return next
    await sleep(50 * (51 - left) * random())
    return attempt(left - 1)
  }

  async function get() {
    try {
      return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined
      throw error
    }
  }

  function refused(error: { name: string; $metadata?: { httpStatusCode?: number } }): false {
    const status = error.$metadata?.httpStatusCode
    if (status === 412 || status === 409 || error.name === 'NoSuchKey') return false
    throw error
  }
}
