import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { Readable } from 'node:stream'
import { freshWorld } from '../src/fresh-world.ts'

// A program of its own, so that nothing else is in its memory: uploads an object in parts, reads it
// as a stream, and prints what was held, in bytes of memory per byte of the object.

const PART = 64 * 2 ** 20
const parts = Number(process.argv[2] ?? 16)
const Bucket = 'ledgers'
const Key = 'large'

const { client } = freshWorld()
const s3 = client<S3Client>('S3Client')
await s3.send(new CreateBucketCommand({ Bucket }))
const empty = held()
const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
const uploaded: { PartNumber: number; ETag: string | undefined }[] = []
for (let PartNumber = 1; PartNumber <= parts; PartNumber++) {
  const Body = Buffer.alloc(PART, PartNumber)
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
  uploaded.push({ PartNumber, ETag })
}
await s3.send(
  new CompleteMultipartUploadCommand({
    Bucket,
    Key,
    UploadId,
    MultipartUpload: { Parts: uploaded },
  }),
)
const stored = held() - empty

const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
let read = 0
let most = 0
let next = 0
for await (const chunk of Body as Readable) {
  read += (chunk as Uint8Array).length
  if (read < next) continue
  next += PART / 4
  most = Math.max(most, held() - empty - stored)
}
const size = parts * PART
if (read !== size) throw new Error(`${read} bytes came back of ${size}`)
process.stdout.write(JSON.stringify({ size, stored: stored / size, streaming: most / size }))

/** Bytes of all arrays, without what nobody needs any more. */
function held(): number {
  globalThis.gc!()
  return process.memoryUsage().arrayBuffers
}
