import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import type { Deps, PlanOptions, StoredFile, Table } from '../../compact.ts'

// Puts each file where it leaves the least room; swaps by recursion, with bytes instead of texts.
export function planCompaction(files: StoredFile[], options: PlanOptions): string[][] {
  const bins = new Map<string, { room: number; keys: string[] }[]>()
  for (const { key, size, lastModified } of files.toSorted((a, b) => b.size - a.size)) {
    if (size * 2 >= options.targetSize || lastModified > options.now - options.minAgeMs) continue
    const partition = key.split('/').slice(0, -1).join('/')
    const own = bins.get(partition) ?? []
    bins.set(partition, own)
    const fitting = own.filter(({ room }) => room >= size).sort((a, b) => a.room - b.room)
    let bin = fitting[0]
    if (!bin) own.push((bin = { room: options.targetSize, keys: [] }))
    bin.room -= size
    bin.keys.push(key)
  }
  return [...bins.values()].flat().flatMap(({ keys }) => (keys.length >= 2 ? [keys] : []))
}

export async function commit(table: Table, keys: string[], deps: Deps): Promise<'done' | 'lost'> {
  const at = (Key: string) => ({ Bucket: table.bucket, Key })
  const get = async (key: string) => {
    const { Body, ETag } = await deps.client.send(new GetObjectCommand(at(key)))
    return { bytes: Buffer.from(await Body!.transformToByteArray()), ETag: ETag! }
  }
  let target: string | undefined

  async function swap(): Promise<boolean> {
    const { bytes, ETag } = await get(table.manifest)
    const manifest = JSON.parse(bytes.toString()) as { files: string[] }
    const listed = new Set(manifest.files)
    if (target !== undefined && listed.has(target)) return true
    if (!new Set(keys).isSubsetOf(listed)) return false
    target ??= await merge()
    const files = manifest.files.flatMap((key) =>
      key === keys[0] ? [target!] : keys.includes(key) ? [] : [key],
    )
    const Body = JSON.stringify({ ...manifest, files })
    try {
      await deps.client.send(new PutObjectCommand({ ...at(table.manifest), Body, IfMatch: ETag }))
      return true
    } catch (error) {
      const { name } = error as Error
      if (name === 'PreconditionFailed' || name === 'ConditionalRequestConflict') return swap()
      throw error
    }
  }

  async function merge(): Promise<string> {
    const contents = await Promise.all(keys.map(get))
    const lines = contents.flatMap(({ bytes }) =>
      bytes.length > 0 && bytes.at(-1) !== 10 ? [bytes, Buffer.from('\n')] : [bytes],
    )
    const key = await deps.newKey()
    await deps.client.send(new PutObjectCommand({ ...at(key), Body: Buffer.concat(lines) }))
    return key
  }

  if (!(await swap())) {
    if (target !== undefined) await deps.client.send(new DeleteObjectCommand(at(target)))
    return 'lost'
  }
  await deps.sleep(table.graceMs)
  for (const key of keys) await deps.client.send(new DeleteObjectCommand(at(key)))
  return 'done'
}
