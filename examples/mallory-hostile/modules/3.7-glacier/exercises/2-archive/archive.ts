// Over 200 lines: two ways to store a film, and the tree hash, which neither SDK gives.
import { createHash, hash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type GlacierClient,
  InitiateMultipartUploadCommand,
  UploadMultipartPartCommand,
} from '@aws-sdk/client-glacier'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

export interface Film {
  name: string
  size: number
}

export interface Archived {
  archiveId: string
  treeHash: string
  via: 'glacier' | 's3'
}

export interface Deps {
  glacier: GlacierClient
  s3: S3Client
  bucket: string
  storageClass?: 'GLACIER' | 'DEEP_ARCHIVE'
}

export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

const MiB = 2 ** 20
const MAX_PART = 4096 * MiB
const MAX_PARTS = 10_000
const TRIES = 3

export function choosePartSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 1 || size > MAX_PARTS * MAX_PART) {
    throw new RangeError(`No archive holds ${size} bytes`)
  }
  let part = MiB
  while (part * MAX_PARTS < size) part *= 2
  return part
}

type Open = () => Promise<AsyncIterable<Uint8Array>>

export async function archive(
  vault: string,
  film: Film,
  open: Open,
  deps: Deps,
): Promise<Archived> {
  const partSize = choosePartSize(film.size)
  if (!/^[\x20-\x7e]{1,1024}$/.test(film.name)) {
    throw new RangeError('The name is not 1 to 1,024 characters of printable ASCII')
  }
  try {
    return await toGlacier({ vault, film, open, partSize }, deps.glacier)
  } catch (error) {
    if (nameOf(error) !== 'NoLongerSupportedException') throw error
    return toS3(film, open, deps)
  }
}

async function toGlacier(
  { vault, film, open, partSize }: { vault: string; film: Film; open: Open; partSize: number },
  glacier: GlacierClient,
): Promise<Archived> {
  const place = { accountId: '-', vaultName: vault }
  const { uploadId } = await glacier.send(
    new InitiateMultipartUploadCommand({
      ...place,
      archiveDescription: film.name,
      partSize: String(partSize),
    }),
  )
  const upload = { ...place, uploadId }
  try {
    const leaves: Buffer[] = []
    let start = 0
    for await (const body of cut(await open(), partSize)) {
      const own = leavesOf(body)
      const range = `bytes ${start}-${start + body.length - 1}/*`
      await retried(() => uploadPart(glacier, { ...upload, range, body, checksum: rootOf(own) }))
      leaves.push(...own)
      start += body.length
    }
    requireSize(film, start)
    const treeHash = rootOf(leaves)
    const completion = { ...upload, archiveSize: String(film.size), checksum: treeHash }
    const { archiveId } = await retried(() =>
      glacier.send(new CompleteMultipartUploadCommand(completion)),
    )
    return { archiveId: archiveId!, treeHash, via: 'glacier' }
  } catch (error) {
    await glacier.send(new AbortMultipartUploadCommand(upload)).catch(() => {})
    throw error
  }
}

interface SentPart {
  accountId: string
  vaultName: string
  uploadId: string | undefined
  range: string
  body: Buffer
  checksum: string
}

async function uploadPart(glacier: GlacierClient, part: SentPart): Promise<void> {
  const { checksum } = await glacier.send(new UploadMultipartPartCommand(part))
  if (checksum !== part.checksum) {
    throw new ChecksumMismatch(`Glacier computed ${checksum} instead of ${part.checksum}`)
  }
}

async function toS3(
  film: Film,
  open: Open,
  { s3, bucket, storageClass = 'GLACIER' }: Deps,
): Promise<Archived> {
  const chunks: Uint8Array[] = []
  for await (const chunk of await open()) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  requireSize(film, body.length)
  const treeHash = rootOf(leavesOf(body))
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: film.name,
      Body: body,
      StorageClass: storageClass,
      Metadata: { 'tree-hash': treeHash },
    }),
  )
  return { archiveId: film.name, treeHash, via: 's3' }
}

/** Tries again what failed, unless bytes were lost. */
async function retried<Output>(send: () => Promise<Output>): Promise<Output> {
  for (let left = TRIES; ; left--) {
    try {
      return await send()
    } catch (error) {
      if (left === 1 || error instanceof ChecksumMismatch) throw error
    }
  }
}

function requireSize({ size }: Film, found: number): void {
  if (found !== size) throw new RangeError(`The content has ${found} bytes instead of ${size}`)
}

/** Joins and cuts chunks, so that every part but the last has this length, and none is empty. */
async function* cut(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Buffer> {
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

function leavesOf(bytes: Uint8Array): Buffer[] {
  const count = Math.ceil(bytes.length / MiB)
  return Array.from({ length: count }, (_, leaf) =>
    hash('sha256', bytes.subarray(leaf * MiB, (leaf + 1) * MiB), 'buffer'),
  )
}

function rootOf(leaves: readonly Buffer[]): string {
  let level = leaves
  while (level.length > 1) {
    const below = level
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, pair) => {
      const [left, right] = [below[2 * pair]!, below[2 * pair + 1]]
      return right ? createHash('sha256').update(left).update(right).digest() : left
    })
  }
  return level[0]?.toString('hex') ?? hash('sha256', '')
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined
}
