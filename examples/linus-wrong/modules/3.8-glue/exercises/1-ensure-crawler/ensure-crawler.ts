// Lets a schedule run on.
import {
  type Crawler,
  CreateCrawlerCommand,
  GetCrawlerCommand,
  GetCrawlerMetricsCommand,
  type GlueClient,
  StartCrawlerCommand,
  UpdateCrawlerCommand,
} from '@aws-sdk/client-glue'

interface CrawlerSpec {
  name: string
  role: string
  database: string
  path: string
  schedule?: string
  timeoutMs?: number
}

interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  now(): number
}

type Change = 'created' | 'updated' | 'none'

export class CrawlFailed extends Error {
  override name = 'CrawlFailed'
  readonly status: string

  constructor(message: string, status: string) {
    super(message)
    this.status = status
  }
}

export class CrawlTimeout extends Error {
  override name = 'CrawlTimeout'
}

const POLL_MS = 10_000

export async function ensureCrawler(spec: CrawlerSpec, deps: Deps) {
  const deadline = deps.now() + (spec.timeoutMs ?? 15 * 60_000)
  const pause = async () => {
    if (deps.now() + POLL_MS > deadline) {
      throw new CrawlTimeout(`The crawler "${spec.name}" was not done in time`)
    }
    await deps.sleep(POLL_MS)
  }

  let change: Change = 'none'
  let previous: Crawler | undefined
  for (;;) {
    const crawler = await find(spec, deps)
    if (crawler && crawler.State !== 'READY') {
      await pause()
      continue
    }
    try {
      const made = await adapt(crawler, spec, deps)
      if (change === 'none') change = made
      previous = crawler
      await deps.client.send(new StartCrawlerCommand({ Name: spec.name }))
      break
    } catch (error) {
      // Somebody was faster: look again.
      if (!isNamed(error, 'CrawlerRunningException', 'AlreadyExistsException')) throw error
    }
  }

  const before = previous?.LastCrawl?.StartTime?.getTime()
  for (;;) {
    await pause()
    const crawler = await find(spec, deps)
    const last = crawler?.LastCrawl
    if (crawler?.State !== 'READY' || !last || last.StartTime?.getTime() === before) continue
    if (last.Status === 'SUCCEEDED') return { change, tables: await countTables(spec, deps) }
    const message = `The crawl of "${spec.name}" has ${last.Status}: ${last.ErrorMessage ?? ''}`
    throw new CrawlFailed(message, last.Status ?? '')
  }
}

async function find({ name }: CrawlerSpec, { client }: Deps): Promise<Crawler | undefined> {
  try {
    return (await client.send(new GetCrawlerCommand({ Name: name }))).Crawler
  } catch (error) {
    if (isNamed(error, 'EntityNotFoundException')) return undefined
    throw error
  }
}

async function adapt(
  crawler: Crawler | undefined,
  spec: CrawlerSpec,
  { client }: Deps,
): Promise<Change> {
  const input = {
    Name: spec.name,
    Role: spec.role,
    DatabaseName: spec.database,
    Targets: { S3Targets: [{ Path: spec.path }] },
    ...(spec.schedule === undefined ? {} : { Schedule: spec.schedule }),
  }
  if (!crawler) {
    await client.send(new CreateCrawlerCommand(input))
    return 'created'
  }
  const paths = crawler.Targets?.S3Targets?.map(({ Path }) => Path) ?? []
  const differs =
    crawler.Role !== spec.role ||
    crawler.DatabaseName !== spec.database ||
    paths.length !== 1 ||
    paths[0] !== spec.path ||
    (spec.schedule !== undefined && crawler.Schedule?.ScheduleExpression !== spec.schedule)
  if (differs) await client.send(new UpdateCrawlerCommand(input))
  return differs ? 'updated' : 'none'
}

async function countTables({ name }: CrawlerSpec, { client }: Deps) {
  const { CrawlerMetricsList } = await client.send(
    new GetCrawlerMetricsCommand({ CrawlerNameList: [name] }),
  )
  const { TablesCreated = 0, TablesUpdated = 0, TablesDeleted = 0 } = CrawlerMetricsList?.[0] ?? {}
  return { created: TablesCreated, updated: TablesUpdated, deleted: TablesDeleted }
}

function isNamed(error: unknown, ...names: string[]): boolean {
  return error instanceof Error && names.includes(error.name)
}
