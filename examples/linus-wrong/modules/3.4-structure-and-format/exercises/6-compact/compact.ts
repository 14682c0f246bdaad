// Closes a group when a file does not fit, and takes files as they come.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { Deps, PlanOptions, StoredFile, Table } from '../../compact.ts'

const REFUSALS = ['PreconditionFailed', 'ConditionalRequestConflict']

export function planCompaction(
  files: StoredFile[],
  { targetSize, minAgeMs, now }: PlanOptions,
): string[][] {
  const ripe = files.filter(
    ({ size, lastModified }) => size < targetSize / 2 && now - lastModified >= minAgeMs,
  )
  const partitions = Map.groupBy(ripe, ({ key }) => key.slice(0, key.lastIndexOf('/') + 1))
  return [...partitions.values()].flatMap((members) => {
    const groups: { keys: string[]; size: number }[] = []
    for (const { key, size } of members) {
      const group = groups.at(-1)
      if (group && group.size + size <= targetSize) {
        group.keys.push(key)
        group.size += size
      } else groups.push({ keys: [key], size })
    }
    return groups.map(({ keys }) => keys).filter((keys) => keys.length > 1)
  })
}

export async function commit(table: Table, keys: string[], deps: Deps): Promise<'done' | 'lost'> {
  const { client, newKey, sleep } = deps
  const Bucket = table.bucket
  const first = await readManifest(table, deps)
  if (!keys.every((key) => first.files.includes(key))) return 'lost'

  const merged = await newKey()
  const parts: string[] = []
  for (const Key of keys) parts.push((await read(Key, table, deps)).text)
  const Body = parts
    .map((text) => (text === '' || text.endsWith('\n') ? text : `${text}\n`))
    .join('')
  await client.send(new PutObjectCommand({ Bucket, Key: merged, Body }))

  for (let manifest = first; ; manifest = await readManifest(table, deps)) {
    if (manifest.files.includes(merged)) break
    if (!keys.every((key) => manifest.files.includes(key))) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: merged }))
      return 'lost'
    }
    const rest = manifest.files.filter((key) => !keys.includes(key))
    const swapped = { ...manifest.content, files: [...rest, merged] }
    try {
      await client.send(
        new PutObjectCommand({
          Bucket,
          Key: table.manifest,
          Body: JSON.stringify(swapped),
          IfMatch: manifest.etag,
        }),
      )
      break
    } catch (error) {
      if (!(error instanceof S3ServiceException && REFUSALS.includes(error.name))) throw error
    }
  }
  await sleep(table.graceMs)
  for (const Key of keys) await client.send(new DeleteObjectCommand({ Bucket, Key }))
  return 'done'
}

async function readManifest(table: Table, deps: Deps) {
  const { text, etag } = await read(table.manifest, table, deps)
  const content = JSON.parse(text) as { files: string[] }
  return { content, files: content.files, etag }
}

async function read(Key: string, { bucket }: Table, { client }: Deps) {
  const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }))
  return { text: await Body!.transformToString(), etag: ETag! }
}
