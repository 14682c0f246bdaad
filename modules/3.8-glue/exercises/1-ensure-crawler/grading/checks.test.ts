// Longer than most: a crawler is met in every state that it can be in.
import {
  CreateCrawlerCommand,
  type CreateCrawlerCommandInput,
  GetCrawlerCommand,
  type GetCrawlerCommandOutput,
  GetTablesCommand,
  ListCrawlsCommand,
  StartCrawlerCommand,
  StopCrawlerCommand,
} from '@aws-sdk/client-glue'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { candidate, type CheckContext, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { CrawlFailed, CrawlTimeout, ensureCrawler } = candidate(() => import('../ensure-crawler.ts'))

const NIGHTLY = 'cron(0 2 * * ? *)'

/** A bucket with one folder of rides, and what a crawler of it is to be like. */
async function start({ aws, sleep, now }: CheckContext) {
  const lake = await aws.s3.bucket()
  await lake.put('rides/a.json', '{"rider":"Ada","stars":5}\n')
  const name = aws.uniqueName('crawler')
  const path = `s3://${lake.name}/`
  const spec = { name, role: 'glue-role', database: 'lake', path }
  return {
    lake,
    spec,
    deps: { client: aws.glue.client, sleep, now },
    /** Creates the crawler beforehand. */
    create: (more: Partial<CreateCrawlerCommandInput> = {}) =>
      aws.send(
        new CreateCrawlerCommand({
          Name: name,
          Role: spec.role,
          DatabaseName: spec.database,
          Targets: { S3Targets: [{ Path: path }] },
          ...more,
        }),
      ),
    crawler: async () => (await aws.send(new GetCrawlerCommand({ Name: name }))).Crawler!,
    crawls: async () => {
      const { Crawls } = await aws.send(new ListCrawlsCommand({ CrawlerName: name }))
      return Crawls!.map(({ State }) => State)
    },
  }
}

check('creates the crawler and waits for its crawl', async (context) => {
  const { create } = await start(context)
  await create()
  const { lake, spec, deps, crawler, crawls } = await start(context)
  await lake.put('drivers/a.csv', 'id,name\n1,Bo\n2,Cy\n')
  const pauses: number[] = []
  const sleep = async (ms: number) => {
    pauses.push(ms)
    await deps.sleep(ms)
  }
  expect(await ensureCrawler({ ...spec, schedule: NIGHTLY }, { ...deps, sleep })).toEqual({
    change: 'created',
    tables: { created: 2, updated: 0, deleted: 0 },
  })
  expect(await crawls()).toEqual(['COMPLETED'])
  const { TableList } = await context.aws.send(new GetTablesCommand({ DatabaseName: 'lake' }))
  expect(TableList?.map(({ Name }) => Name)).toEqual(['drivers', 'rides'])
  expect(await crawler()).toMatchObject({
    Role: 'glue-role',
    Targets: { S3Targets: [{ Path: spec.path }] },
    Schedule: { ScheduleExpression: NIGHTLY, State: 'SCHEDULED' },
  })
  expect(new Set(pauses)).toEqual(new Set([10_000]))
  expect(pauses.length).toBeLessThan(12)
})

check('updates only what differs', async (context) => {
  const { lake, spec, deps, create, crawler } = await start(context)
  await create({ Schedule: NIGHTLY, Description: 'Made by hand' })
  const same = { ...spec, schedule: NIGHTLY }
  expect(await ensureCrawler(same, deps)).toMatchObject({ change: 'none' })
  expect(context.aws.calls('UpdateCrawler')).toEqual([])
  const changes = [
    { role: 'other-role' },
    { database: 'sea' },
    { path: `s3://${lake.name}/rides/` },
    { schedule: 'cron(30 3 * * ? *)' },
  ]
  for (const [index, change] of changes.entries()) {
    Object.assign(same, change)
    expect(await ensureCrawler(same, deps)).toMatchObject({ change: 'updated' })
    expect(context.aws.calls('UpdateCrawler')).toHaveLength(index + 1)
  }
  expect(await crawler()).toMatchObject({
    Role: 'other-role',
    DatabaseName: 'sea',
    Description: 'Made by hand',
    Targets: { S3Targets: [{ Path: same.path }] },
    Schedule: { ScheduleExpression: 'cron(30 3 * * ? *)', State: 'SCHEDULED' },
  })
})

check('takes further paths for a difference', async (context) => {
  const { lake, spec, deps, create, crawler } = await start(context)
  const S3Targets = [{ Path: spec.path }, { Path: `s3://${lake.name}/rides/` }]
  await create({ Targets: { S3Targets } })
  expect(await ensureCrawler(spec, deps)).toMatchObject({ change: 'updated' })
  expect((await crawler()).Targets?.S3Targets).toHaveLength(1)

  const scheduled = { ...spec, schedule: NIGHTLY }
  expect(await ensureCrawler(scheduled, deps)).toMatchObject({ change: 'updated' })
  expect((await crawler()).Schedule).toMatchObject({ ScheduleExpression: NIGHTLY })
})

check('stops a schedule that is not wanted', async (context) => {
  const { spec, deps, create, crawler } = await start(context)
  await create({ Schedule: NIGHTLY })
  expect(await ensureCrawler(spec, deps)).toMatchObject({ change: 'none' })
  expect((await crawler()).Schedule).toEqual({
    ScheduleExpression: NIGHTLY,
    State: 'NOT_SCHEDULED',
  })
  expect(await ensureCrawler(spec, deps)).toMatchObject({ change: 'none' })
})

check('waits for a crawl under way and then has its own', async (context) => {
  const { lake, spec, deps, create, crawls } = await start(context)
  await lake.put('drivers/a.csv', 'id,name\n1,Bo\n2,Cy\n')
  await create()
  await context.aws.send(new StartCrawlerCommand({ Name: spec.name }))
  await context.clock.advance(20_000)
  const arrives = context.clock.now() + 45_000
  context.aws.faults.on('GetCrawler', { call: 'all' }, async (_, proceed) => {
    // This file comes after the crawl that was under way.
    if (context.clock.now() > arrives) await lake.put('tips/a.json', '{"tip":true}\n')
    return proceed()
  })
  const late = { ...spec, role: 'other-role' }
  expect(await ensureCrawler(late, deps)).toEqual({
    change: 'updated',
    tables: { created: 1, updated: 0, deleted: 0 },
  })
  expect(await crawls()).toEqual(['COMPLETED', 'COMPLETED'])
})

check('copes with a crawl that starts between its look and its own start', async (context) => {
  const { spec, deps, create, crawls } = await start(context)
  await create()
  context.aws.faults.on('StartCrawler', { call: 1 }, async (_, proceed) => {
    await context.aws.send(new StartCrawlerCommand({ Name: spec.name }))
    return proceed()
  })
  expect(await ensureCrawler(spec, deps)).toMatchObject({ change: 'none' })
  expect(await crawls()).toEqual(['COMPLETED', 'COMPLETED'])

  // What it updated before stays updated.
  context.aws.faults.on('StartCrawler', { call: 1 }, async (_, proceed) => {
    await context.aws.send(new StartCrawlerCommand({ Name: spec.name }))
    return proceed()
  })
  const other = { ...spec, role: 'other-role' }
  expect(await ensureCrawler(other, deps)).toMatchObject({ change: 'updated' })
})

check('does not take the crawl before for its own', async (context) => {
  const { spec, deps, create, crawls } = await start(context)
  await create()
  let looks = 0
  const unbegun = (output: GetCrawlerCommandOutput) =>
    // The second look is the first one after the start.
    looks++ === 1 ? { Crawler: { ...output.Crawler, State: 'READY' as const } } : output
  context.aws.faults.edit('GetCrawler', unbegun, { call: [1, 2] })
  expect(await ensureCrawler(spec, deps)).toMatchObject({ tables: { created: 1 } })
  // Glue tells of the start only a while after it.
  let isStarted = false
  let stale = 0
  let seen: GetCrawlerCommandOutput | undefined
  context.aws.faults.on('StartCrawler', { call: 'all' }, async (_, proceed) => {
    isStarted = true
    return proceed()
  })
  const keep = (output: GetCrawlerCommandOutput) => {
    if (isStarted && stale++ < 2) return seen ?? output
    seen = output
    return output
  }
  context.aws.faults.edit('GetCrawler', keep, { call: 'all' })
  expect(await ensureCrawler(spec, deps)).toEqual({
    change: 'none',
    tables: { created: 0, updated: 0, deleted: 0 },
  })
  expect(await crawls()).toEqual(['COMPLETED', 'COMPLETED'])
})

check('says how and why a crawl did not succeed', async (context) => {
  const { lake, spec, deps } = await start(context)
  await context.aws.send(new DeleteObjectCommand({ Bucket: lake.name, Key: 'rides/a.json' }))
  const stopped = ensureStopped(context, spec.name)
  const cancelled = ensureCrawler(spec, deps)
  await expect(cancelled).rejects.toBeInstanceOf(CrawlFailed)
  await expect(cancelled).rejects.toMatchObject({ status: 'CANCELLED' })
  expect(stopped()).toBe(true)

  const failWith = (output: GetCrawlerCommandOutput) => {
    const LastCrawl = { ...output.Crawler?.LastCrawl, ErrorMessage: 'The roof is on fire' }
    const isOver = output.Crawler?.State === 'READY' && output.Crawler.LastCrawl
    if (!isOver) return output
    return {
      ...output,
      Crawler: { ...output.Crawler, LastCrawl: { ...LastCrawl, Status: 'FAILED' } },
    }
  }
  context.aws.faults.edit('GetCrawler', failWith, { call: 'all' })
  const failed = ensureCrawler(spec, deps)
  await expect(failed).rejects.toBeInstanceOf(CrawlFailed)
  await expect(failed).rejects.toMatchObject({ status: 'FAILED' })
  await expect(failed).rejects.toThrow('The roof is on fire')
})

/** Has somebody stop the crawl as soon as it is started. */
function ensureStopped({ aws }: CheckContext, Name: string) {
  let isStopped = false
  aws.faults.on('StartCrawler', { call: 1 }, async (_, proceed) => {
    const output = await proceed()
    await aws.send(new StopCrawlerCommand({ Name }))
    isStopped = true
    return output
  })
  return () => isStopped
}

check('gives up in time and leaves the crawl alone', async (context) => {
  const { spec, deps, crawls } = await start(context)
  const begun = context.clock.now()
  const hurried = ensureCrawler({ ...spec, timeoutMs: 45_000 }, deps)
  await expect(hurried).rejects.toBeInstanceOf(CrawlTimeout)
  // At the last look before the time is over, or at the first one after it.
  expect(context.clock.now() - begun).toBeLessThanOrEqual(50_000)
  await context.clock.advance(60_000)
  expect(await crawls()).toEqual(['COMPLETED'])
})

check('goes on with a crawler that somebody else creates first', async (context) => {
  const { spec, deps, create } = await start(context)
  context.aws.faults.on('CreateCrawler', { call: 1 }, async (_, proceed) => {
    await create({ Role: 'their-role' })
    return proceed()
  })
  expect(await ensureCrawler(spec, deps)).toEqual({
    change: 'updated',
    tables: { created: 1, updated: 0, deleted: 0 },
  })
})

check('lets other errors through', async (context) => {
  const { spec, deps } = await start(context)
  const denied = { name: 'AccessDeniedException', status: 400 }
  for (const operation of ['GetCrawler', 'CreateCrawler', 'StartCrawler']) {
    context.aws.faults.fail(operation, denied, { call: 1 })
    await expect(ensureCrawler(spec, deps)).rejects.toMatchObject({ name: denied.name })
  }
})
