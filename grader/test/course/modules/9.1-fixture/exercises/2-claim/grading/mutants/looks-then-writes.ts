import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ClaimRequest } from '../../claim.ts'

const MINUTE = 60_000

/** Stores `owner` under `name` unless somebody has the name; resolves to whether it did. */
export async function claim(
  client: S3Client,
  bucket: string,
  name: string,
  owner: string,
): Promise<boolean> {
  const Bucket = bucket
  // The mistake: between the look and the write, somebody else can write.
  const isTaken = await client.send(new HeadObjectCommand({ Bucket, Key: name })).then(
    () => true,
    () => false,
  )
  if (!isTaken) await client.send(new PutObjectCommand({ Bucket, Key: name, Body: owner }))
  else await client.send(new PutObjectCommand({ Bucket, Key: `${name}.lost`, Body: owner }))
  return !isTaken
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
