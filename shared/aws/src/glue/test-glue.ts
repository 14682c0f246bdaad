import * as sdk from '@aws-sdk/client-glue'
import * as s3Sdk from '@aws-sdk/client-s3'
import { VirtualClock } from '../clock.ts'
import { stateFromBytes, stateToBytes } from '../cloud/state-graph.ts'
import { s3 } from '../s3/service.ts'
import type { World } from '../service.ts'
import { newGlue } from './service.ts'

/** A Glue, and what becomes of it in another process. */
interface TestGlue extends ReturnType<typeof newGlue> {
  glue: ReturnType<typeof newGlue>['operations']
  /** Another one, on the same clock and S3, that begins with what a snapshot of this one holds. */
  restarted(): TestGlue
}

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
  return {
    ...glueIn(world, 0),
    clock,
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

function glueIn(world: World, drawn: number, restored?: Record<string, unknown>): TestGlue {
  const randomHex = (bytes: number) => (++drawn).toString(16).padStart(bytes * 2, '0')
  let look = () => ({})
  const keep = (how: typeof look) => void (look = how)
  const parts = newGlue({ world: { ...world, randomHex }, sdk }, { restored, keep })
  return {
    ...parts,
    glue: parts.operations,
    restarted: () =>
      glueIn(world, drawn, stateFromBytes(stateToBytes(look())) as Record<string, unknown>),
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
