import { describe, expect, test } from 'vitest'
import { Cloud } from './cloud.ts'
import { compacted, kindsIn, operationsOn, temporaryFolder } from './test-cloud.ts'

const SECOND = 1000

describe('Glue in a cloud that compacts its journal', () => {
  test('comes back with what it does and has done, without its calls and those of S3', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    const glue = operationsOn(first, 'GlueClient')
    await glue('StartCrawler', { Name: 'scout' })
    await glue('StartJobRun', { JobName: 'load' })
    await first.close()
    await compacted(folder)
    expect(await kindsIn(folder)).not.toContain('call')

    const second = await Cloud.open({ folder })
    await second.advance(100 * SECOND)
    const before = await observed(second)
    expect(before).toMatchObject({
      crawls: { Crawls: [{ State: 'COMPLETED' }] },
      runs: { JobRuns: [{ JobRunState: 'SUCCEEDED' }] },
      tables: { TableList: [{ Name: 'rides' }] },
    })
    await second.close()
    // Nobody has called Glue since the crawl ended: what it found is in the snapshot, not in a call.
    await compacted(folder)
    const third = await Cloud.open({ folder })
    expect(await observed(third)).toMatchObject({
      runs: { JobRuns: [{ JobRunState: 'SUCCEEDED' }] },
    })
    await third.close()
  })

  test('has a journal that does not grow with what it did', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder, compactFrom: 30_000 })
    await fill(first)
    const glue = operationsOn(first, 'GlueClient')
    const DatabaseInput = { Name: 'lake', Description: 'x'.repeat(2_000) }
    for (let round = 0; round < 100; round++) {
      await glue('UpdateDatabase', { Name: 'lake', DatabaseInput })
    }
    await first.close()
    expect((await kindsIn(folder)).filter((kind) => kind === 'call').length).toBeLessThan(60)
  })

  test('is gone after a reset', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    await fill(first)
    await first.close()
    await compacted(folder)
    const second = await Cloud.open({ folder })
    await second.reset()
    await second.close()
    const third = await Cloud.open({ folder })
    const glue = operationsOn(third, 'GlueClient')
    expect(await glue('GetDatabases')).toMatchObject({ DatabaseList: [] })
    expect(await glue('ListCrawlers')).toMatchObject({ CrawlerNames: [] })
    await third.close()
  })
})

async function fill(cloud: Cloud): Promise<void> {
  const [s3, glue] = [operationsOn(cloud, 'S3Client'), operationsOn(cloud, 'GlueClient')]
  await s3('CreateBucket', { Bucket: 'lake' })
  const Body = Buffer.from('{"rider": "Ada"}\n')
  await s3('PutObject', { Bucket: 'lake', Key: 'rides/a.json', Body })
  await glue('CreateDatabase', { DatabaseInput: { Name: 'lake' } })
  const Targets = { S3Targets: [{ Path: 's3://lake/rides/' }] }
  await glue('CreateCrawler', { Name: 'scout', Role: 'glue-role', DatabaseName: 'lake', Targets })
  await glue('CreateJob', { Name: 'load', Role: 'glue-role', Command: { Name: 'glueetl' } })
}

async function observed(cloud: Cloud): Promise<object> {
  const glue = operationsOn(cloud, 'GlueClient')
  return {
    tables: await glue('GetTables', { DatabaseName: 'lake' }),
    crawls: await glue('ListCrawls', { CrawlerName: 'scout' }),
    runs: await glue('GetJobRuns', { JobName: 'load' }),
  }
}
