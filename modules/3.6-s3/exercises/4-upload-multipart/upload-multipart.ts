import type { S3Client } from '@aws-sdk/client-s3'

/** A part of an object: the bytes from `start` up to, not including, `end`. */
export interface Part {
  /** From 1. */
  number: number
  start: number
  end: number
}

export interface Options {
  /** Bytes in the source, where somebody knows. */
  size?: number
  concurrency?: number
  ifAbsent?: boolean
  signal?: AbortSignal
}

/** What was stored; an object that was not uploaded in parts has 0 of them. */
export interface Uploaded {
  etag: string
  /** SHA-256 in base64, of the parts' digests where there are parts. */
  checksum: string
  parts: number
}

/** S3 stored something else than what was sent. */
export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

/** Cuts an object of so many bytes into parts that S3 accepts. */
export function planParts(size: number): Part[] {
  throw new Error('Not written yet')
}

/** Uploads what `open` gives, in parts; leaves either the whole object or nothing. */
export async function uploadMultipart(
  bucket: string,
  key: string,
  open: () => Promise<AsyncIterable<Uint8Array>>,
  deps: { client: S3Client },
  options: Options = {},
): Promise<Uploaded> {
  throw new Error('Not written yet')
}
