// Looks no further back than the newest moment.
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'

interface Source {
  bucket: string
  prefix: string
  bookmark: string
  graceMs?: number
  since?: Date
}

interface File {
  key: string
  etag: string
  /** Milliseconds since 1970. */
  time: number
}

interface Bookmark {
  run: number
  newest: number
  /** What is not newer than this is never new. */
  floor: number
  /** Processed files of the grace period. */
  recent: File[]
  /** What the run under way processes. */
  pending: File[]
}

export class BookmarkConflict extends Error {
  override name = 'BookmarkConflict'
}

export async function runIncremental(
  source: Source,
  process: (keys: string[], run: number) => Promise<void>,
  { client }: { client: S3Client },
) {
  const { graceMs = 900_000, since } = source
  const loaded = await load(source, client)
  let { etag } = loaded
  let { bookmark } = loaded
  if (since) {
    const floor = since.getTime()
    bookmark = { run: bookmark.run, newest: floor, floor, recent: [], pending: [] }
  }
  if (bookmark.pending.length === 0) {
    const oldest = Math.max(bookmark.newest - 1, bookmark.floor)
    const known = new Set(bookmark.recent.map(identity))
    const all = await list(source, client)
    const pending = all
      .filter((file) => file.time > oldest && !known.has(identity(file)))
      .toSorted((a, b) => a.time - b.time || (a.key < b.key ? -1 : 1))
    if (pending.length === 0) {
      if (since) await save(source, client, { bookmark, etag })
      return { run: undefined, files: [] }
    }
    bookmark = { ...bookmark, run: bookmark.run + 1, pending }
    etag = await save(source, client, { bookmark, etag })
  }
  const { run, pending, recent } = bookmark
  const files = pending.map(({ key }) => key)
  await process(files, run)
  const newest = Math.max(bookmark.newest, ...pending.map(({ time }) => time))
  const kept = [...recent, ...pending].filter(({ time }) => time > newest - graceMs)
  const done = { run, newest, floor: bookmark.floor, recent: kept, pending: [] }
  await save(source, client, { bookmark: done, etag })
  return { run, files }
}

function identity({ key, etag, time }: File): string {
  return JSON.stringify([key, etag, time])
}

async function list({ bucket, prefix, bookmark }: Source, client: S3Client): Promise<File[]> {
  const files: File[] = []
  let ContinuationToken: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken }),
    )
    for (const { Key = '', ETag = '', LastModified } of page.Contents ?? []) {
      if (Key !== bookmark) files.push({ key: Key, etag: ETag, time: Number(LastModified) })
    }
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken)
  return files
}

async function load(
  source: Source,
  client: S3Client,
): Promise<{ bookmark: Bookmark; etag: string | undefined }> {
  try {
    const { Body, ETag } = await client.send(
      new GetObjectCommand({ Bucket: source.bucket, Key: source.bookmark }),
    )
    return { bookmark: JSON.parse(await Body!.transformToString()), etag: ETag }
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchKey') throw error
    const bookmark = { run: 0, newest: 0, floor: 0, recent: [], pending: [] }
    return { bookmark, etag: undefined }
  }
}

async function save(
  source: Source,
  client: S3Client,
  { bookmark, etag }: { bookmark: Bookmark; etag: string | undefined },
): Promise<string | undefined> {
  const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag }
  try {
    const Body = JSON.stringify(bookmark)
    const input = { Bucket: source.bucket, Key: source.bookmark, Body, ...condition }
    return (await client.send(new PutObjectCommand(input))).ETag
  } catch (error) {
    const conflicts = ['PreconditionFailed', 'ConditionalRequestConflict']
    if (!(error instanceof Error) || !conflicts.includes(error.name)) throw error
    throw new BookmarkConflict(`Somebody else moved "${source.bookmark}"`)
  }
}
