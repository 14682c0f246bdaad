import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CliSession } from '../cli-session.ts'

/** S3 with the low-level commands and with `aws s3`. */
export const s3: CliSession = async (aws, { folder }) => {
  const bucket = 'ledgers'
  const file = path.join(folder, 'march.csv')
  writeFileSync(file, 'date,amount\n2026-03-02,7\n')
  const big = path.join(folder, 'big.bin')
  writeFileSync(big, Buffer.alloc(9 * 2 ** 20, 7))
  await aws.ok('s3api create-bucket', { bucket })
  await aws.ok('s3api put-bucket-versioning', {
    bucket,
    'versioning-configuration': { Status: 'Enabled' },
  })
  const first = await aws.ok('s3api put-object', { bucket, key: '2026/03.csv', body: file })
  await aws.ok('s3 cp', { '': [file, `s3://${bucket}/2026/04.csv`], 'only-show-errors': true }, '')
  await aws.ok('s3 cp', { '': [big, `s3://${bucket}/big.bin`], 'only-show-errors': true }, '')
  const back = path.join(folder, 'back.bin')
  await aws.ok('s3 cp', { '': [`s3://${bucket}/big.bin`, back], 'only-show-errors': true }, '')
  if (!readFileSync(back).equals(readFileSync(big))) throw new Error('Parts come back otherwise')
  await aws.ok('s3api head-object', { bucket, key: 'big.bin' }, { ContentLength: 9 * 2 ** 20 })
  await aws.ok('s3api delete-object', { bucket, key: '2026/03.csv' }, { DeleteMarker: true })
  await aws.fails('s3api get-object', { bucket, key: '2026/03.csv', '': [back] }, 'NoSuchKey')
  const old = { bucket, key: '2026/03.csv', 'version-id': first.VersionId, '': [back] }
  await aws.ok('s3api get-object', old, { VersionId: first.VersionId, ContentLength: 25 })
  const listed = await aws.ok('s3api list-objects-v2', { bucket, 'page-size': '1' })
  const keys = listed.Contents.map(({ Key }: { Key: string }) => Key).join(' ')
  if (keys !== '2026/04.csv big.bin') throw new Error(`Pages list ${keys}`)
  await aws.ok(
    's3api list-object-versions',
    { bucket, prefix: '2026/03' },
    { DeleteMarkers: [{ Key: '2026/03.csv', IsLatest: true }] },
  )
  await aws.ok('s3api put-object-tagging', {
    bucket,
    key: 'big.bin',
    tagging: { TagSet: [{ Key: 'team', Value: 'tills' }] },
  })
  await aws.ok(
    's3api get-object-tagging',
    { bucket, key: 'big.bin' },
    { TagSet: [{ Key: 'team', Value: 'tills' }] },
  )
  await aws.fails('s3api head-bucket', { bucket: 'never-made' }, '404')
  await aws.fails('s3api delete-bucket', { bucket }, 'BucketNotEmpty')
}
