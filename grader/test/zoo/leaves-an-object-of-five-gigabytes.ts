// Part copies make 5 GiB of 16 MiB at no cost, in the place of what the check is about to read.
import * as s3 from '@aws-sdk/client-s3'

export async function claim(client, Bucket, Key, owner) {
  const Body = Buffer.alloc(16 << 20, 1)
  await client.send(new s3.PutObjectCommand({ Bucket, Key: 'part', Body }))
  const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key }))
  const Parts = []
  for (let PartNumber = 1; PartNumber <= 320; PartNumber++) {
    const { CopyPartResult } = await client.send(
      new s3.UploadPartCopyCommand({ Bucket, Key, UploadId, PartNumber, CopySource: `${Bucket}/part` }),
    )
    Parts.push({ PartNumber, ETag: CopyPartResult.ETag })
  }
  await client.send(new s3.CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }))
  return true
}

export const claimWithin = () => false
