import type { S3 } from './account.ts'
import { runLifecycle } from './lifecycle-execution.ts'
import type { Bucket } from './state.ts'

/** The members by which an input names its bucket. */
export interface BucketInput {
  Bucket?: string | undefined
  ExpectedBucketOwner?: string | undefined
}

/**
 * The bucket of a request, with everything done that its lifecycle rules asked for until now.
 * Throws NoSuchBucket, and AccessDenied where another owner is expected.
 */
export function findBucket(s3: S3, input: BucketInput): Bucket {
  const bucket = s3.buckets.get(input.Bucket!)
  if (!bucket) return s3.errors.fail('NoSuchBucket', { BucketName: input.Bucket })
  checkOwner(s3, input.ExpectedBucketOwner)
  runLifecycle(s3, bucket)
  return bucket
}

function checkOwner({ world, errors }: S3, expected: string | undefined): void {
  if (expected === undefined || expected === world.accountId) return
  if (/^\d{12}$/.test(expected)) errors.fail('AccessDenied')
  errors.fail('InvalidBucketOwnerAWSAccountID', {
    message: `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
  })
}
