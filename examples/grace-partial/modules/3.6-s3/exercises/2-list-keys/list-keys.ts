import type { S3Client } from '@aws-sdk/client-s3'

/** One line of a listing; `size` is in bytes. */
export type Entry =
  | { kind: 'object'; key: string; size: number }
  | { kind: 'prefix'; key: string }
  | { kind: 'version'; key: string; versionId: string; isLatest: boolean; size: number }
  | { kind: 'delete-marker'; key: string; versionId: string; isLatest: boolean }

export interface Options {
  delimiter?: string
  startAfter?: string
  versions?: boolean
}

/** Yields what is stored under a prefix, asking for one page after the other. */
export async function* listKeys(
  bucket: string,
  prefix: string,
  deps: { client: S3Client },
  options: Options = {},
): AsyncGenerator<Entry> {
  throw new Error('Not written yet')
}
