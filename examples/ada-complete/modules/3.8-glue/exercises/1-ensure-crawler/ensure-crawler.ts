import * as glue from '@aws-sdk/client-glue'
import type { CrawlerSpec, Deps } from '../../ensure-crawler.ts'

export class CrawlFailed extends Error {
  override name = 'CrawlFailed'
  status = ''
}

export class CrawlTimeout extends Error {
  override name = 'CrawlTimeout'
}

// Acts first and asks afterwards; knows its own crawl by its time.
export async function ensureCrawler(spec: CrawlerSpec, { client, sleep, now }: Deps) {
  const { name: Name, role: Role, database: DatabaseName, path, schedule, timeoutMs } = spec
  const start = now()
  let change: 'created' | 'updated' | 'none' = 'none'
  const Targets = { S3Targets: [{ Path: path }] }
  const wanted = { Name, Role, DatabaseName, Targets, ...(schedule ? { Schedule: schedule } : {}) }

  /** Whether it was done; false if AWS refused it with one of these exceptions. */
  const attempt = async (act: () => Promise<unknown>, ...refusals: string[]) => {
    try {
      await act()
      return true
    } catch (error) {
      if (refusals.includes((error as Error).name)) return false
      throw error
    }
  }
  const tick = async () => {
    if (now() - start + 10_000 > (timeoutMs ?? 900_000)) throw new CrawlTimeout(Name)
    await sleep(10_000)
  }

  const exists = await attempt(
    () => client.send(new glue.GetCrawlerCommand({ Name })),
    'EntityNotFoundException',
  )
  const create = () => client.send(new glue.CreateCrawlerCommand(wanted))
  if (!exists && (await attempt(create, 'AlreadyExistsException'))) {
    change = 'created'
  } else {
    const { Crawler } = await client.send(new glue.GetCrawlerCommand({ Name }))
    const found = {
      Role: Crawler!.Role,
      DatabaseName: Crawler!.DatabaseName,
      Paths: Crawler!.Targets?.S3Targets?.map(({ Path }) => Path),
      Schedule: Crawler!.Schedule?.ScheduleExpression,
    }
    const Schedule = schedule ?? found.Schedule
    if (JSON.stringify(found) !== JSON.stringify({ Role, DatabaseName, Paths: [path], Schedule })) {
      const update = () => client.send(new glue.UpdateCrawlerCommand(wanted))
      while (!(await attempt(update, 'CrawlerRunningException'))) await tick()
      change = 'updated'
    }
  }
  if (!schedule) {
    await attempt(
      () => client.send(new glue.StopCrawlerScheduleCommand({ CrawlerName: Name })),
      'NoScheduleException',
      'SchedulerNotRunningException',
      'SchedulerTransitioningException',
    )
  }
  let begun = now()
  const run = () => {
    begun = now()
    return client.send(new glue.StartCrawlerCommand({ Name }))
  }
  while (!(await attempt(run, 'CrawlerRunningException'))) await tick()

  for (;;) {
    await tick()
    const { Crawler } = await client.send(new glue.GetCrawlerCommand({ Name }))
    const last = Crawler?.LastCrawl
    if (Crawler?.State !== 'READY' || !last?.StartTime || last.StartTime.getTime() < begun) continue
    if (last.Status !== 'SUCCEEDED') {
      const error = new CrawlFailed(`${last.Status}, ${last.ErrorMessage}`)
      error.status = String(last.Status)
      throw error
    }
    const metrics = await client.send(
      new glue.GetCrawlerMetricsCommand({ CrawlerNameList: [Name] }),
    )
    const [counts] = metrics.CrawlerMetricsList!
    const tables = {
      created: counts!.TablesCreated!,
      updated: counts!.TablesUpdated!,
      deleted: counts!.TablesDeleted!,
    }
    return { change, tables }
  }
}
