// Over 200 lines: parts in flight have to be waited for, also when one fails.
import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type GlacierClient,
  InitiateMultipartUploadCommand,
  NoLongerSupportedException,
  UploadMultipartPartCommand,
} from '@aws-sdk/client-glacier'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

const MEBIBYTE = 1_048_576

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

export function choosePartSize(size: number): number {
  const sizes = Array.from({ length: 13 }, (_, power) => MEBIBYTE * 2 ** power)
  const fitting = Number.isInteger(size) && size > 0 && sizes.find((part) => part * 1e4 >= size)
  if (!fitting) throw new RangeError('No part size will do')
  return fitting
}

export async function archive(
  vault: string,
  { name, size }: Film,
  open: () => Promise<AsyncIterable<Uint8Array>>,
  { glacier, s3, bucket, storageClass }: Deps,
): Promise<Archived> {
  const partSize = choosePartSize(size)
  const isPrintable = !/[^ -~]/.test(name)
  if (name.length < 1 || name.length > 1024 || !isPrintable) throw new RangeError('Bad name')
  const vaultName = vault
  const accountId = '-'
  let uploadId: string | undefined
  try {
    const initiation = { accountId, vaultName, archiveDescription: name, partSize: `${partSize}` }
    uploadId = (await glacier.send(new InitiateMultipartUploadCommand(initiation))).uploadId
  } catch (error) {
    if (!(error instanceof NoLongerSupportedException)) throw error
    const body = await readAll(await open())
    if (body.length !== size) throw new RangeError('Bad length')
    const treeHash = new Tree().add(body).root()
    const object = { Bucket: bucket, Key: name, Body: body, Metadata: { 'tree-hash': treeHash } }
    await s3.send(new PutObjectCommand({ ...object, StorageClass: storageClass ?? 'GLACIER' }))
    return { archiveId: name, treeHash, via: 's3' }
  }

  const send = async (start: number, body: Buffer) => {
    const checksum = new Tree().add(body).root()
    const range = `bytes ${start}-${start + body.length - 1}/*`
    const part = { accountId, vaultName, uploadId, range, body, checksum }
    const answer = await thrice(() => glacier.send(new UploadMultipartPartCommand(part)))
    if (answer.checksum !== checksum) throw new ChecksumMismatch(range)
  }
  const whole = new Tree()
  const tasks = new Set<Promise<void>>()
  const failures: unknown[] = []
  try {
    let held = Buffer.alloc(0)
    let start = 0
    const begin = async (body: Buffer) => {
      whole.add(body)
      const task: Promise<void> = send(start, body)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => tasks.delete(task))
      tasks.add(task)
      start += body.length
      if (tasks.size >= 4) await Promise.race(tasks)
      if (failures.length > 0) throw failures[0]
    }
    for await (const chunk of await open()) {
      held = Buffer.concat([held, chunk])
      for (; held.length >= partSize; held = held.subarray(partSize)) {
        await begin(held.subarray(0, partSize))
      }
    }
    if (held.length > 0) await begin(held)
    await Promise.all(tasks)
    if (failures.length > 0) throw failures[0]
    if (start !== size) throw new RangeError('Bad length')
    const treeHash = whole.root()
    const completion = {
      accountId,
      vaultName,
      uploadId,
      archiveSize: `${size}`,
      checksum: treeHash,
    }
    const done = await thrice(() => glacier.send(new CompleteMultipartUploadCommand(completion)))
    return { archiveId: done.archiveId!, treeHash, via: 'glacier' }
  } catch (error) {
    await Promise.all(tasks)
    const abortion = { accountId, vaultName, uploadId }
    await glacier.send(new AbortMultipartUploadCommand(abortion)).catch(() => undefined)
    throw error
  }
}

/** A tree that grows by whole leaves, and at last by a short one. */
class Tree {
  readonly #levels: (Buffer | undefined)[] = []

  add(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length; at += MEBIBYTE) {
      let node = sha256(bytes.subarray(at, at + MEBIBYTE))
      let level = 0
      for (; this.#levels[level]; level++) {
        node = sha256(this.#levels[level]!, node)
        this.#levels[level] = undefined
      }
      this.#levels[level] = node
    }
    return this
  }

  root(): string {
    const [last, ...before] = this.#levels.filter((node) => node !== undefined)
    return before.reduce((right, left) => sha256(left, right), last ?? sha256()).toString('hex')
  }
}

function sha256(...pieces: Uint8Array[]): Buffer {
  const digest = createHash('sha256')
  for (const piece of pieces) digest.update(piece)
  return digest.digest()
}

async function thrice<Output>(send: () => Promise<Output>): Promise<Output> {
  return send().catch(send).catch(send)
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
