import type { ListObjectsV2Output } from '@aws-sdk/client-s3'
import type { Account } from '../account.ts'
import type { FileWriting, WrittenFile } from '../engine/job.ts'
import type { Execution } from '../executions/execution.ts'
import { type Outcome, QueryError } from '../executions/outcome.ts'
import { put } from '../executions/result-files.ts'

/** A folder in S3; its prefix ends with a slash unless it is empty. */
export interface Place {
  bucket: string
  prefix: string
}

/** The place that a location such as `s3://lake/rides/` is. */
export function placeOf(location: string): Place {
  const [, bucket = '', path = ''] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(location) ?? []
  return { bucket, prefix: path === '' || path.endsWith('/') ? path : `${path}/` }
}

/** A place with nothing in it. Throws `QueryError`, as for a bucket that is not there. */
export function emptyPlace({ s3 }: Account, location: string): Place {
  const place = placeOf(location)
  let found: ListObjectsV2Output
  try {
    found = s3['ListObjectsV2']!({ Bucket: place.bucket, Prefix: place.prefix, MaxKeys: 1 })
  } catch (error) {
    throw new QueryError(`HIVE_WRITER_OPEN_ERROR: ${location}: ${(error as Error).message}`)
  }
  if (!found.Contents?.length) return place
  throw new QueryError(
    `HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: ${location}`,
  )
}

/** The folders of a partition below its table's, as Hive names them: `city=Lima/day=1/`. */
export function foldersOf(keys: readonly string[], values: readonly string[]): string {
  return keys.map((key, at) => `${key}=${encodeURIComponent(values[at] ?? '')}/`).join('')
}

/**
 * Puts the files that a query wrote, each into its folder, after the manifest that lists them (user
 * guide, "Find query output files": a query that fails leaves what it meant to write). Throws
 * `QueryError`.
 */
export function putFiles(
  account: Account,
  { id, output }: Execution,
  { files, writing, bytesScanned }: Written,
): Outcome {
  const name = `${id.replaceAll('-', '')}${extensionOf(writing)}`
  const manifest = { bucket: output.bucket, key: `${output.prefix}${id}-manifest.csv` }
  const lines = files.map(({ place }) => `s3://${place.bucket}/${place.prefix}${name}\n`)
  put(account, { ...manifest, body: lines.join(''), type: 'text/csv' })
  for (const { place, content } of files) {
    const body = Buffer.from(content, 'base64')
    const type = 'application/octet-stream'
    put(account, { bucket: place.bucket, key: `${place.prefix}${name}`, body, type })
  }
  return {
    columns: [],
    rows: [],
    isQuery: false,
    bytesScanned,
    updateCount: files.reduce((sum, { rows }) => sum + rows, 0),
    manifestLocation: `s3://${manifest.bucket}/${manifest.key}`,
  }
}

interface Written {
  files: (WrittenFile & { place: Place })[]
  writing: FileWriting
  bytesScanned: number
}

function extensionOf({ format, codec }: FileWriting): string {
  return format !== 'parquet' && codec === 'GZIP' ? '.gz' : ''
}
