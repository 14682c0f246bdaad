import { candidate, expect, test } from '@workshop/testkit'

const { consume, sendEmissions } = candidate(() => import('./send-emissions.ts'))

test('sends what has not expired', async ({ aws, now, sleep }) => {
  const table = await aws.dynamodb.table({ key: { plant: 'S' } })
  const queue = await aws.sqs.queue()
  await table.put(
    { plant: 'moss-landing', tons: 812 },
    { plant: 'morro-bay', tons: 97, expires: now() / 1_000 - 60 },
    { plant: 'gateway', tons: 410 },
  )

  const deps = { doc: aws.dynamodb.doc, sqs: aws.sqs.client, now, sleep }
  const summary = await sendEmissions(table.name, queue.url, deps)

  expect(summary).toEqual({ scanned: 3, sent: 2, failed: [] })
  const bodies = (await queue.drain()).map((body) => JSON.parse(body) as unknown)
  expect(bodies).toContainEqual({ plant: 'gateway', tons: 410 })
})

test('gives back the record that failed', async () => {
  const records = [
    { messageId: 'm-1', body: '{"plant":"gateway"}' },
    { messageId: 'm-2', body: 'not JSON' },
  ]
  expect(await consume(records, async () => {})).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-2' }],
  })
})
