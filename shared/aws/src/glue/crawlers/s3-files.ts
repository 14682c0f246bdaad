import type { S3Target } from '@aws-sdk/client-glue'
import type { ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { Account } from '../account.ts'
import { excludedPaths } from './globs.ts'

/** What crawlers do in S3. */
export interface S3Reader {
  HeadBucket(input: { Bucket: string }): object
  ListObjectsV2(input: {
    Bucket: string
    Prefix: string
    ContinuationToken: string | undefined
  }): ListObjectsV2Output
  GetObject(input: { Bucket: string; Key: string }): { Body: Uint8Array | Uint8Array[] }
}

/** The embedded S3 of the account. */
export function s3Of({ world }: Account): S3Reader {
  return world.service('S3') as unknown as S3Reader
}

/** A place in S3; the prefix has no slash at its end. */
export interface S3Place {
  bucket: string
  prefix: string
}

/** An object that a crawl looks at. */
export interface S3File {
  key: string
  /** In bytes. */
  size: number
}

/** Objects in these storage classes cannot be read, so crawlers leave them out. */
const ARCHIVED = ['GLACIER', 'DEEP_ARCHIVE']

/** Reads a path, as in `s3://lake/trips/`. Returns undefined if it is none. */
export function parseS3Path(path: string): S3Place | undefined {
  const groups = /^s3:\/\/(?<bucket>[^/]+)(?:\/(?<prefix>.*))?$/s.exec(path)?.groups
  if (!groups) return undefined
  return { bucket: groups['bucket'] ?? '', prefix: (groups['prefix'] ?? '').replace(/\/+$/, '') }
}

/**
 * The objects at or below a target's path that hold data and are not excluded, in the order of
 * their keys. Those that Hadoop hides, with `_` or `.` before their names, are left out.
 */
export function listFiles(s3: S3Reader, place: S3Place, { Exclusions }: S3Target): S3File[] {
  const root = place.prefix === '' ? '' : `${place.prefix}/`
  const files = listObjects(s3, place)
    .filter(({ key, size }) => size > 0 && !key.endsWith('/') && !/(^|\/)[_.][^/]*$/.test(key))
    .filter(({ key }) => key === place.prefix || key.startsWith(root))
  const relative = ({ key }: S3File) => key.slice(root.length)
  const excluded = excludedPaths(files.map(relative), Exclusions ?? [])
  return files.filter((file) => !excluded.has(relative(file)))
}

/** The content of an object. */
export function readFile(s3: S3Reader, Bucket: string, Key: string): Buffer {
  const { Body } = s3.GetObject({ Bucket, Key })
  return Body instanceof Uint8Array ? Buffer.from(Body) : Buffer.concat(Body)
}

function listObjects(s3: S3Reader, { bucket, prefix }: S3Place): S3File[] {
  const files: S3File[] = []
  let ContinuationToken: string | undefined
  do {
    const input = { Bucket: bucket, Prefix: prefix, ContinuationToken }
    const page = s3.ListObjectsV2(input)
    for (const { Key = '', Size = 0, StorageClass = 'STANDARD' } of page.Contents ?? []) {
      if (!ARCHIVED.includes(StorageClass)) files.push({ key: Key, size: Size })
    }
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken)
  return files
}
