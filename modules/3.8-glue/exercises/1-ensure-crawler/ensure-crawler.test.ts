import { GetTablesCommand } from '@aws-sdk/client-glue'
import { candidate, expect, test } from '@workshop/testkit'

const { ensureCrawler } = candidate(() => import('./ensure-crawler.ts'))

test('creates a crawler and waits for its tables', async ({ aws, sleep, now }) => {
  const lake = await aws.s3.bucket()
  await lake.put('rides/day=1/a.json', '{"rider":"Ada","stars":5}\n')
  const deps = { client: aws.glue.client, sleep, now }
  const path = `s3://${lake.name}/`
  const spec = { name: 'scout', role: 'glue-role', database: 'lake', path }

  expect(await ensureCrawler(spec, deps)).toEqual({
    change: 'created',
    tables: { created: 1, updated: 0, deleted: 0 },
  })
  const { TableList } = await aws.send(new GetTablesCommand({ DatabaseName: 'lake' }))
  expect(TableList).toHaveLength(1)

  expect(await ensureCrawler(spec, deps)).toMatchObject({ change: 'none' })
})

test('gives up in time', async ({ aws, sleep, now }) => {
  const lake = await aws.s3.bucket()
  const deps = { client: aws.glue.client, sleep, now }
  const path = `s3://${lake.name}/`
  const spec = { name: 'scout', role: 'glue-role', database: 'lake', path, timeoutMs: 20_000 }
  await expect(ensureCrawler(spec, deps)).rejects.toMatchObject({ name: 'CrawlTimeout' })
})
