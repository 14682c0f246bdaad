import { candidate, expect, test } from '@workshop/testkit'

const { ensureRestored } = candidate(() => import('./ensure-restored.ts'))

test('leaves an object alone that can be read', async ({ aws, now }) => {
  const films = await aws.s3.bucket()
  await films.put('Nosferatu', 'frames', { StorageClass: 'STANDARD_IA' })
  const deps = { client: aws.s3.client, now }
  expect(await ensureRestored(films.name, 'Nosferatu', { days: 3 }, deps)).toBe('ready')
})

test('asks once for an object in the archive', async ({ aws, now }) => {
  const films = await aws.s3.bucket()
  await films.put('Nosferatu', 'frames', { StorageClass: 'GLACIER' })
  const deps = { client: aws.s3.client, now }
  expect(await ensureRestored(films.name, 'Nosferatu', { days: 3 }, deps)).toBe('requested')
  expect(await ensureRestored(films.name, 'Nosferatu', { days: 3 }, deps)).toBe('in-progress')
})
