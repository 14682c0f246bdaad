import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ClaimRequest } from '../../claim.ts'

/** Stores `owner` under `name` unless somebody has the name; resolves to whether it did. */
export async function claim(
  client: S3Client,
  bucket: string,
  name: string,
  owner: string,
): Promise<boolean> {
  try {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: name, Body: owner, IfNoneMatch: '*' }),
    )
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'PreconditionFailed') return false
    throw error
  }
}

/** Tries to claim every minute, and gives up after five. */
export async function claimWithin(
  { client, bucket, name, owner }: ClaimRequest,
  _deps: { sleep(ms: number): Promise<void>; now(): number },
): Promise<boolean> {
  let tries = 0
  while (tries < 5) {
    if (await claim(client, bucket, name, owner)) return true
    // The mistake: it asks again at once, and counts its tries for minutes.
    tries++
  }
  return false
}
