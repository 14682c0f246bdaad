import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import type { CheckAws } from './check-aws.ts'

export interface BucketSettings {
  /** Keeps every version of every object. */
  versioned?: boolean
  /** Needed for retention and legal holds. */
  objectLock?: boolean
}

/** A bucket to arrange before a candidate runs, and to look into afterwards. */
export interface CheckBucket {
  name: string
  /** Stores an object; `settings` are members of `PutObject`. Resolves to its ETag. */
  put(
    key: string,
    body: string | Uint8Array,
    settings?: Partial<PutObjectCommandInput>,
  ): Promise<string>
  /** An object's content as text, or undefined where there is none. */
  text(key: string): Promise<string | undefined>
  /** An object's content, or undefined where there is none. */
  bytes(key: string): Promise<Uint8Array | undefined>
  /** Every key, in S3's order. */
  keys(prefix?: string): Promise<string[]>
}

/** Creates a bucket through the target, as AWS would. */
export async function createBucket(
  aws: CheckAws,
  { versioned = false, objectLock = false }: BucketSettings = {},
): Promise<CheckBucket> {
  const name = aws.uniqueName('bucket')
  await aws.send(
    new CreateBucketCommand({
      Bucket: name,
      ...(objectLock ? { ObjectLockEnabledForBucket: true } : {}),
    }),
  )
  if (versioned) {
    const VersioningConfiguration = { Status: 'Enabled' } as const
    await aws.send(new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration }))
  }
  const bytes = (key: string) => objectBytes(aws, name, key)
  return {
    name,
    bytes,
    put: async (key, body, settings) => {
      const input = { ...settings, Bucket: name, Key: key, Body: body }
      return (await aws.send(new PutObjectCommand(input))).ETag!
    },
    text: async (key) => {
      const content = await bytes(key)
      return content && Buffer.from(content).toString('utf8')
    },
    keys: (prefix) => allKeys(aws, name, prefix),
  }
}

async function objectBytes(aws: CheckAws, bucket: string, key: string) {
  try {
    const { Body } = await aws.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return await Body!.transformToByteArray()
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return undefined
    throw error
  }
}

async function allKeys(aws: CheckAws, bucket: string, prefix: string | undefined) {
  const keys: string[] = []
  let token: string | undefined
  do {
    const page = await aws.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    )
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key!))
    token = page.NextContinuationToken
  } while (token)
  return keys
}
