import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutBucketLifecycleConfigurationCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { demoWorld, printTable } from '@workshop/testkit/demo'

// A year of the newsroom's bucket in which nobody does anything but two mistakes on the first
// day: an upload whose program dies, and the deletion of a file. The rules do the rest.

const DAY = 24 * 3_600_000
const SHORT: Record<string, string> = {
  STANDARD: 'standard',
  STANDARD_IA: 'IA',
  GLACIER: 'glacier',
}

const { aws, clock } = demoWorld()
const news = await aws.s3.bucket({ versioned: true })
const Bucket = news.name
const Rules: LifecycleRule[] = [
  {
    ID: 'cool-down',
    Status: 'Enabled',
    Filter: { Prefix: 'events/' },
    Transitions: [
      { Days: 30, StorageClass: 'STANDARD_IA' },
      { Days: 90, StorageClass: 'GLACIER' },
    ],
    Expiration: { Days: 300 },
  },
  {
    ID: 'tidy-up',
    Status: 'Enabled',
    Filter: {},
    NoncurrentVersionExpiration: { NoncurrentDays: 60 },
    AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
  },
]
const configuration = { Bucket, LifecycleConfiguration: { Rules } }
await aws.send(new PutBucketLifecycleConfigurationCommand(configuration))

await news.put('events/1979.csv', 'x'.repeat(200_000))
await news.put('events/tiny.csv', 'x'.repeat(2_000))
await news.put('events/wrong.csv', 'x'.repeat(200_000))
const upload = { Bucket, Key: 'pictures/earth.tif' }
const { UploadId } = await aws.send(new CreateMultipartUploadCommand(upload))
const part = { ...upload, UploadId, PartNumber: 1, Body: 'x'.repeat(5_000_000) }
await aws.send(new UploadPartCommand(part))
await aws.send(new DeleteObjectCommand({ Bucket, Key: 'events/wrong.csv' }))

const rows: (string | number)[][] = []
let day = 0
for (const next of [0, 8, 31, 61, 91, 301, 362]) {
  await clock.advance((next - day) * DAY)
  day = next
  const { Uploads = [] } = await aws.send(new ListMultipartUploadsCommand({ Bucket }))
  const cells = await Promise.all(['1979', 'tiny', 'wrong'].map((name) => show(name)))
  rows.push([day, ...cells, Uploads.length > 0 ? '5 MB, in no listing' : ''])
}
printTable(['day', '1979.csv', 'tiny.csv', 'wrong.csv', 'unfinished upload'], rows)
console.log(
  '\n(…) is a noncurrent version, which nobody sees and somebody pays for; x is a delete marker.',
)

async function show(name: string): Promise<string> {
  const Prefix = `events/${name}.csv`
  const found = await aws.send(new ListObjectVersionsCommand({ Bucket, Prefix }))
  const markers = (found.DeleteMarkers ?? []).map(() => 'x')
  const versions = (found.Versions ?? []).map(({ IsLatest, StorageClass = 'STANDARD' }) =>
    IsLatest ? SHORT[StorageClass]! : `(${SHORT[StorageClass]})`,
  )
  return [...markers, ...versions].join(' ')
}
