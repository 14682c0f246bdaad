import * as sdk from '@aws-sdk/client-glacier'
import { VirtualClock } from '../clock.ts'
import type { World } from '../service.ts'
import { freshAccount } from './account.ts'
import { glacierOperations } from './service.ts'
import { leavesOf, MIB, rootOf } from './tree-hash.ts'

export const vaultName = 'ledgers'

/** A fresh Glacier with the vault "ledgers", the clock it lives by, and what tests do with it. */
export function testGlacier({ newCustomer = false } = {}) {
  const clock = new VirtualClock()
  let ids = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => String(++ids).padStart(bytes * 2, '0'),
    service: () => ({}),
  }
  const glacier = glacierOperations(freshAccount({ world, sdk, newCustomer }))
  if (!newCustomer) glacier.CreateVault({ vaultName })

  return {
    clock,
    glacier,
    /** Uploads an archive and returns its id. */
    upload: (body: Uint8Array, archiveDescription?: string): string =>
      glacier.UploadArchive({ vaultName, body, checksum: treeHash(body), archiveDescription })
        .archiveId!,
    /** Uploads the part that begins at this byte. */
    uploadPart: (uploadId: string, start: number, body: Uint8Array): void => {
      const range = `bytes ${start}-${start + body.length - 1}/*`
      const checksum = treeHash(body)
      glacier.UploadMultipartPart({ vaultName, uploadId, range, body, checksum })
    },
    /** Starts a job and returns its id. */
    initiate: (jobParameters: sdk.JobParameters): string =>
      glacier.InitiateJob({ vaultName, jobParameters }).jobId!,
    /** The text that a job gives. */
    read: (jobId: string): string =>
      bytesOf(glacier.GetJobOutput({ vaultName, jobId }).body).toString(),
  }
}

/** A Glacier with an archive of seven leaves. */
export function testArchive() {
  const parts = testGlacier()
  const ArchiveId = parts.upload(SEVEN_LEAVES, 'seven leaves')
  return {
    ...parts,
    ArchiveId,
    retrieve: (more = {}) => parts.initiate({ Type: 'archive-retrieval', ArchiveId, ...more }),
  }
}

/** A Glacier with an upload in parts of 1 MiB. */
export function testUpload() {
  const parts = testGlacier()
  const { glacier } = parts
  const uploadId = glacier.InitiateMultipartUpload({
    vaultName,
    partSize: String(MIB),
    archiveDescription: 'Ledgers of 2025',
  }).uploadId!
  return {
    ...parts,
    uploadId,
    uploadPart: (start: number, body: Uint8Array) => parts.uploadPart(uploadId, start, body),
    complete: (whole: Uint8Array, { size = whole.length, checksum = treeHash(whole) } = {}) =>
      glacier.CompleteMultipartUpload({
        vaultName,
        uploadId,
        archiveSize: String(size),
        checksum,
      }),
  }
}

/** The tree hash of some bytes. */
export function treeHash(...chunks: Uint8Array[]): string {
  return rootOf(leavesOf(chunks))
}

/** So many bytes, each MiB of them unlike the others. */
export function archiveOf(size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  for (let leaf = 0; leaf * MIB < size; leaf++) bytes.fill(leaf + 1, leaf * MIB, (leaf + 1) * MIB)
  return bytes
}

/** 6.5 MiB: an archive of seven leaves. */
export const SEVEN_LEAVES = archiveOf(6.5 * MIB)

/** The bytes in a body as a fake gives it. */
export function bytesOf(body: Uint8Array | readonly Uint8Array[]): Buffer {
  return Buffer.concat(body instanceof Uint8Array ? [body] : body)
}
