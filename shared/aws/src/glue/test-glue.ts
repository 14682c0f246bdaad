import * as sdk from '@aws-sdk/client-glue'
import * as s3Sdk from '@aws-sdk/client-s3'
import { VirtualClock } from '../clock.ts'
import { s3 } from '../s3/service.ts'
import type { World } from '../service.ts'
import { newGlue } from './service.ts'

/** A fresh Glue for one test, the S3 that it reads, and the clock they live by. */
export function testGlue() {
  const clock = new VirtualClock()
  let ids = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++ids).toString(16).padStart(bytes * 2, '0'),
    service: () => buckets,
  }
  const buckets = s3.create(world, s3Sdk)
  const bucketNames = new Set<string>()
  const { account, operations } = newGlue({ world, sdk })
  return {
    clock,
    account,
    glue: operations,
    /** Writes an object into a bucket, which it makes if need be. */
    put: (Bucket: string, Key: string, body: string | Uint8Array) => {
      if (!bucketNames.has(Bucket)) buckets['CreateBucket']?.({ Bucket })
      bucketNames.add(Bucket)
      buckets['PutObject']?.({ Bucket, Key, Body: Buffer.from(body) })
    },
    remove: (Bucket: string, Key: string) => {
      buckets['DeleteObject']?.({ Bucket, Key })
    },
  }
}

/** A fresh Glue with the table `lake.trips`, partitioned by `city` (a text) and `day` (a date). */
export function testTrips() {
  const parts = testGlue()
  parts.glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
  parts.glue.CreateTable({
    DatabaseName: 'lake',
    TableInput: {
      Name: 'trips',
      StorageDescriptor: { Columns: [{ Name: 'fare', Type: 'double' }], Location: 's3://lake/t/' },
      PartitionKeys: [
        { Name: 'city', Type: 'string' },
        { Name: 'day', Type: 'date' },
      ],
    },
  })
  return parts
}
