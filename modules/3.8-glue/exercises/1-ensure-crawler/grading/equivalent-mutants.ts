import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'CrawlFailed'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'CrawlTimeout'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'if (deps.now() + POLL_MS > deadline) {',
    becomes: 'if ((deps.now() + POLL_MS >= deadline)) {',
    reason: 'The task leaves open whether the moment of the deadline is still in time.',
  },
  {
    line: 'throw new CrawlTimeout(`The crawler "${spec.name}" was not done in time`)',
    becomes: 'throw new CrawlTimeout(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const before = previous?.LastCrawl?.StartTime?.getTime()',
    becomes: 'const before = previous?.LastCrawl?.StartTime.getTime()',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const last = crawler?.LastCrawl',
    becomes: 'const last = crawler.LastCrawl',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: "if (crawler?.State !== 'READY' || !last || last.StartTime?.getTime() === before) continue",
    becomes: 'if (false || !last || last.StartTime?.getTime() === before) continue',
    reason: 'Where `LastCrawl` is another one, the crawl has ended, whatever the crawler does now.',
  },
  {
    line: "if (crawler?.State !== 'READY' || !last || last.StartTime?.getTime() === before) continue",
    becomes: [
      "if (crawler.State !== 'READY' || !last || last.StartTime?.getTime() === before) continue",
      "if (crawler?.State !== 'READY' || !last || last.StartTime.getTime() === before) continue",
    ],
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const message = `The crawl of "${spec.name}" has ${last.Status}: ${last.ErrorMessage ?? \'\'}`',
    becomes:
      'const message = `The crawl of "${spec.name}" has ${last.Status}: ${last.ErrorMessage ?? "Stryker was here!"}`',
    reason: 'How a message is worded is free.',
  },
  {
    line: "throw new CrawlFailed(message, last.Status ?? '')",
    becomes: 'throw new CrawlFailed(message, last.Status ?? "Stryker was here!")',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: '...(spec.schedule === undefined ? {} : { Schedule: spec.schedule }),',
    becomes: '...(false ? {} : { Schedule: spec.schedule }),',
    reason: 'The SDK does not send what is undefined.',
  },
  {
    line: 'const paths = crawler.Targets?.S3Targets?.map(({ Path }) => Path) ?? []',
    becomes: [
      'const paths = crawler.Targets?.S3Targets.map(({ Path }) => Path) ?? []',
      'const paths = crawler.Targets.S3Targets?.map(({ Path }) => Path) ?? []',
      'const paths = crawler.Targets?.S3Targets?.map(({ Path }) => Path) ?? ["Stryker was here"]',
    ],
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
  {
    line: 'const { TablesCreated = 0, TablesUpdated = 0, TablesDeleted = 0 } = CrawlerMetricsList?.[0] ?? {}',
    becomes:
      'const { TablesCreated = 0, TablesUpdated = 0, TablesDeleted = 0 } = CrawlerMetricsList[0] ?? {}',
    reason: 'The embedded Glue always answers with it; only the type allows for less.',
  },
] satisfies EquivalentMutants[]
