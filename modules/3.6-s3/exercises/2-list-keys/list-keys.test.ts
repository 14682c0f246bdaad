import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { candidate, expect, test } from '@workshop/testkit'
import { mockClient } from 'aws-sdk-client-mock'

const { listKeys } = candidate(() => import('./list-keys.ts'))

test('lists the keys under a prefix', async ({ aws }) => {
  const gdelt = await aws.s3.bucket()
  await gdelt.put('events/1979.csv', '0\t19790101\n')
  await gdelt.put('events/1980.csv', '0\t19800101\n1\t19800101\n')
  await gdelt.put('gkg/2015.csv', '20150218\n')

  const entries: unknown[] = []
  for await (const entry of listKeys(gdelt.name, 'events/', { client: aws.s3.client })) {
    entries.push(entry)
  }

  expect(entries).toEqual([
    { kind: 'object', key: 'events/1979.csv', size: 11 },
    { kind: 'object', key: 'events/1980.csv', size: 22 },
  ])
})

test('asks for the next page with the token of the last one', async () => {
  const client = new S3Client({ region: 'us-east-1' })
  const s3 = mockClient(client)
  s3.on(ListObjectsV2Command)
    .resolvesOnce({
      Contents: [{ Key: 'events/1979.csv', Size: 11 }],
      IsTruncated: true,
      NextContinuationToken: 'after-1979',
    })
    .resolvesOnce({ Contents: [{ Key: 'events/1980.csv', Size: 22 }], IsTruncated: false })

  const keys: string[] = []
  for await (const { key } of listKeys('gdelt', 'events/', { client })) keys.push(key)

  expect(keys).toEqual(['events/1979.csv', 'events/1980.csv'])
  const tokens = s3
    .commandCalls(ListObjectsV2Command)
    .map(({ args }) => args[0].input.ContinuationToken)
  expect(tokens).toEqual([undefined, 'after-1979'])
})
