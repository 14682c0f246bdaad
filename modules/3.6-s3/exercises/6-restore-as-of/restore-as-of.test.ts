import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { candidate, expect, test } from '@workshop/testkit'

const { restoreAsOf } = candidate(() => import('./restore-as-of.ts'))

const HOUR = 60 * 60 * 1_000

test('undoes what happened since', async ({ aws, clock }) => {
  const bucket = await aws.s3.bucket({ versioned: true })
  await bucket.put('catalog/a.json', '{"rows":3}')
  await bucket.put('catalog/b.json', '{"rows":5}')
  await clock.advance(HOUR)
  const at = new Date(clock.now())
  await clock.advance(HOUR)
  await bucket.put('catalog/a.json', 'nonsense')
  await aws.send(new DeleteObjectCommand({ Bucket: bucket.name, Key: 'catalog/b.json' }))
  await bucket.put('catalog/c.json', 'nonsense')

  const plan = await restoreAsOf(bucket.name, 'catalog/', at, { client: aws.s3.client })

  expect(plan).toEqual({
    copied: ['catalog/a.json', 'catalog/b.json'],
    deleted: ['catalog/c.json'],
    failed: [],
  })
  expect(await bucket.text('catalog/a.json')).toBe('{"rows":3}')
  expect(await bucket.text('catalog/b.json')).toBe('{"rows":5}')
  expect(await bucket.keys()).toEqual(['catalog/a.json', 'catalog/b.json'])
})

test('leaves alone what did not change', async ({ aws, clock }) => {
  const bucket = await aws.s3.bucket({ versioned: true })
  await bucket.put('catalog/a.json', '{"rows":3}')
  await clock.advance(HOUR)

  const now = new Date(clock.now())
  const plan = await restoreAsOf(bucket.name, 'catalog/', now, { client: aws.s3.client })

  expect(plan).toEqual({ copied: [], deleted: [], failed: [] })
})
