import type { S3Client } from '@aws-sdk/client-s3'

/** Stores `owner` under `name` unless somebody has the name; resolves to whether it did. */
export async function claim(
  _client: S3Client,
  _bucket: string,
  _name: string,
  _owner: string,
): Promise<boolean> {
  throw new Error('Not written yet')
}

export interface ClaimRequest {
  client: S3Client
  bucket: string
  name: string
  owner: string
}

/** Tries to claim every minute, and gives up after five. */
export async function claimWithin(
  _request: ClaimRequest,
  _deps: { sleep(ms: number): Promise<void>; now(): number },
): Promise<boolean> {
  throw new Error('Not written yet')
}
