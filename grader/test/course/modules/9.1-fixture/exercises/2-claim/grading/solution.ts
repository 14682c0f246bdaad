// canary-in-the-solution-b64e07
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ClaimRequest } from '../claim.ts'

const MINUTE = 60_000

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
  { sleep, now }: { sleep(ms: number): Promise<void>; now(): number },
): Promise<boolean> {
  const deadline = now() + 5 * MINUTE
  while (now() < deadline) {
    if (await claim(client, bucket, name, owner)) return true
    await sleep(MINUTE)
  }
  return false
}
