import { GetBucketLifecycleConfigurationCommand } from '@aws-sdk/client-s3'
import { candidate, expect, test } from '@workshop/testkit'

const { validateLifecycle, actionOn, putRule } = candidate(() => import('./lifecycle.ts'))

const logs = { ID: 'logs', Status: 'Enabled', Filter: { Prefix: 'logs/' } } as const

test('finds an expiration that comes before the transition', async () => {
  const rule = {
    ...logs,
    Transitions: [{ Days: 60, StorageClass: 'GLACIER' as const }],
    Expiration: { Days: 30 },
  }
  expect(await validateLifecycle([rule])).toEqual([{ rule: 'logs', code: 'expires-first' }])
})

test('deletes a log at the midnight after thirty days', async () => {
  const version = {
    key: 'logs/2026-01-15.txt',
    isDeleteMarker: false,
    size: 900,
    tags: {},
    storageClass: 'STANDARD' as const,
    lastModified: new Date('2026-01-15T10:30:00Z'),
    newerNoncurrentVersions: 0,
    isAlone: true,
  }
  const configuration = { rules: [{ ...logs, Expiration: { Days: 30 } }], versioned: false }
  const early = await actionOn(version, configuration, new Date('2026-02-10T09:00:00Z'))
  expect(early).toEqual({ kind: 'none' })
  const late = await actionOn(version, configuration, new Date('2026-02-17T09:00:00Z'))
  expect(late).toEqual({ kind: 'delete' })
})

test('puts a rule into a bucket that has none', async ({ aws }) => {
  const bucket = await aws.s3.bucket()
  await putRule(bucket.name, { ...logs, Expiration: { Days: 30 } }, { client: aws.s3.client })
  const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket.name })
  expect((await aws.send(command)).Rules).toMatchObject([{ ID: 'logs', Expiration: { Days: 30 } }])
})
