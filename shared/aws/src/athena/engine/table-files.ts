import type { GetObjectOutput, ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { Account } from '../account.ts'

/** A file of a table, with its content as it was. */
export interface HeldFile {
  key: string
  size: number
  chunks: readonly Uint8Array[]
}

/** Why S3 does not give a file. */
export class FileRefusal extends Error {
  override name = 'FileRefusal'
}

/** What Athena cannot read and leaves out (user guide, "S3 Glacier storage classes"). */
const ARCHIVED = ['GLACIER', 'DEEP_ARCHIVE']

/**
 * The files under a location such as `s3://lake/rides/`, at any depth, up to `limit`. Those whose
 * name starts with `_` or `.` are hidden (user guide), empty ones hold nothing, and archived ones
 * are left out. A bucket that is not there has no files. Throws `FileRefusal`, as for keys of the
 * customer's.
 */
export function filesAt({ s3 }: Account, location: string, limit: number): HeldFile[] {
  const [, Bucket = '', path = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  const Prefix = path === '' || path.endsWith('/') ? path : `${path}/`
  const files: HeldFile[] = []
  try {
    let ContinuationToken: string | undefined
    do {
      const input = { Bucket, Prefix, ContinuationToken }
      const page = s3['ListObjectsV2']!(input) as ListObjectsV2Output
      for (const { Key = '', Size = 0, StorageClass = '' } of page.Contents ?? []) {
        const isHidden = /^[_.]/.test(Key.split('/').at(-1) ?? '')
        if (isHidden || Size === 0 || ARCHIVED.includes(StorageClass)) continue
        files.push({ key: Key, size: Size, chunks: chunksOf(s3['GetObject']!({ Bucket, Key })) })
        if (files.length >= limit) return files
      }
      ContinuationToken = page.NextContinuationToken
    } while (ContinuationToken)
  } catch (error) {
    const { name, $fault } = error as Error & { $fault?: string }
    if ($fault === undefined) throw error
    if (name !== 'NoSuchBucket') throw new FileRefusal(`files that S3 does not give (${name})`)
  }
  return files
}

function chunksOf({ Body }: GetObjectOutput): readonly Uint8Array[] {
  return Body instanceof Uint8Array ? [Body] : (Body as unknown as readonly Uint8Array[])
}
