import {
  AlreadyExistsException,
  CrawlerNotRunningException,
  CrawlerRunningException,
  CrawlerStoppingException,
  EntityNotFoundException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testCrawler } from './test-crawler.ts'

const Name = 'scout'
const HOUR = 3_600_000

describe('a crawler', () => {
  test('is kept with its defaults', () => {
    const { create, glue, clock } = testCrawler()
    create({ Tags: { lesson: '3' } })
    expect(glue.GetCrawler({ Name }).Crawler).toEqual({
      Name,
      Role: 'crawling',
      DatabaseName: 'lake',
      Targets: { S3Targets: [{ Path: 's3://lake/' }] },
      Classifiers: [],
      RecrawlPolicy: { RecrawlBehavior: 'CRAWL_EVERYTHING' },
      SchemaChangePolicy: {
        UpdateBehavior: 'UPDATE_IN_DATABASE',
        DeleteBehavior: 'DEPRECATE_IN_DATABASE',
      },
      LineageConfiguration: { CrawlerLineageSettings: 'DISABLE' },
      State: 'READY',
      CrawlElapsedTime: 0,
      CreationTime: new Date(clock.now()),
      LastUpdated: new Date(clock.now()),
      Version: 1,
    })
    expect(create).toThrow(AlreadyExistsException)
    expect(glue.ListCrawlers({ Tags: { lesson: '3' } }).CrawlerNames).toEqual([Name])
    expect(glue.ListCrawlers({ Tags: { lesson: '4' } }).CrawlerNames).toEqual([])
  })

  test('changes in the members that are named', () => {
    const { create, glue } = testCrawler()
    create({ Description: 'Looks around' })
    glue.UpdateCrawler({ Name, TablePrefix: 'raw_', Schedule: 'cron(0 * * * ? *)' })
    expect(glue.GetCrawler({ Name }).Crawler).toMatchObject({
      Description: 'Looks around',
      TablePrefix: 'raw_',
      Version: 2,
      Schedule: { ScheduleExpression: 'cron(0 * * * ? *)', State: 'SCHEDULED' },
    })
    glue.DeleteCrawler({ Name })
    expect(() => glue.GetCrawler({ Name })).toThrow(EntityNotFoundException)
    expect(() => glue.StartCrawler({ Name })).toThrow('name scout does not exist')
  })

  test.each([
    [{ Targets: {} }, 'Crawler targets cannot be empty.'],
    [{ Targets: { S3Targets: [{ Path: '/lake' }] } }, 'is not a path of S3'],
    [{ Targets: { S3Targets: [{ Path: 's3://sea/' }] } }, 'S3 bucket sea does not exist.'],
    [{ Targets: { S3Targets: [{ Path: 's3://lake', SampleSize: 250 }] } }, 'equal to 249'],
    [{ Targets: { JdbcTargets: [{ Path: 'db/%' }] } }, 'Crawling JdbcTargets is not emulated'],
    [{ Schedule: 'cron(* * * * ? *)' }, 'every 5 minutes'],
    [{ Configuration: '{' }, 'Cannot use the configuration'],
    [{ Configuration: '{"Version": 2.0}' }, 'The Version must be 1.0'],
    [{ Configuration: '{"Version": 1.0, "Speed": 1}' }, 'The option "Speed" is not emulated'],
    [{ Classifiers: ['unknown'] }, 'Classifier unknown not found.'],
    [{ RecrawlPolicy: { RecrawlBehavior: 'CRAWL_EVENT_MODE' as const } }, 'is not emulated'],
    [
      {
        RecrawlPolicy: { RecrawlBehavior: 'CRAWL_NEW_FOLDERS_ONLY' as const },
        SchemaChangePolicy: { UpdateBehavior: 'UPDATE_IN_DATABASE' as const },
      },
      'can have only LOG',
    ],
  ])('is refused with %j', (input, message) => {
    const { create, glue } = testCrawler()
    expect(() => create(input)).toThrow(message)
    expect(glue.GetCrawlers({}).Crawlers).toEqual([])
  })

  test('is found among many, page by page', () => {
    const { create, glue } = testCrawler()
    for (const name of ['c', 'a', 'b']) create({ Name: name })
    const first = glue.GetCrawlers({ MaxResults: 2 })
    expect(first.Crawlers?.map((crawler) => crawler.Name)).toEqual(['a', 'b'])
    const { NextToken } = first
    expect(glue.ListCrawlers({ MaxResults: 2, NextToken }).CrawlerNames).toEqual(['c'])
    expect(glue.BatchGetCrawlers({ CrawlerNames: ['b', 'x'] })).toMatchObject({
      Crawlers: [{ Name: 'b' }],
      CrawlersNotFound: ['x'],
    })
  })
})

describe('a crawl', () => {
  test('runs, stops and is over in a minute, and only then shows', async () => {
    const { create, glue, clock, put } = testCrawler()
    put('lake', 'trips/a.csv', 'a,b\nx,1\n')
    create()
    glue.StartCrawler({ Name })
    const startedAt = new Date(clock.now())
    expect(() => glue.StartCrawler({ Name })).toThrow(CrawlerRunningException)
    expect(() => glue.UpdateCrawler({ Name })).toThrow(CrawlerRunningException)
    expect(() => glue.DeleteCrawler({ Name })).toThrow(CrawlerRunningException)
    await clock.advance(49_000)
    expect(glue.GetCrawler({ Name }).Crawler).toMatchObject({
      State: 'RUNNING',
      CrawlElapsedTime: 49_000,
    })
    expect(glue.GetCrawlerMetrics({}).CrawlerMetricsList?.[0]?.TimeLeftSeconds).toBe(11)
    await clock.advance(10_000)
    expect(glue.GetCrawler({ Name }).Crawler?.State).toBe('STOPPING')
    expect(() => glue.StopCrawler({ Name })).toThrow(CrawlerStoppingException)
    expect(glue.GetDatabases({}).DatabaseList).toEqual([])
    await clock.advance(1000)
    const { Crawler } = glue.GetCrawler({ Name })
    expect(Crawler?.State).toBe('READY')
    expect(Crawler?.LastCrawl).toMatchObject({ Status: 'SUCCEEDED', StartTime: startedAt })
    expect(glue.GetTables({ DatabaseName: 'lake' }).TableList).toHaveLength(1)
    expect(() => glue.StopCrawler({ Name })).toThrow(CrawlerNotRunningException)
  })

  test('that is stopped is cancelled and changes nothing', async () => {
    const { create, glue, clock, put } = testCrawler()
    put('lake', 'trips/a.csv', 'a,b\nx,1\n')
    create()
    glue.StartCrawler({ Name })
    await clock.advance(5000)
    glue.StopCrawler({ Name })
    expect(glue.GetCrawler({ Name }).Crawler?.State).toBe('STOPPING')
    await clock.advance(10_000)
    const { Crawler } = glue.GetCrawler({ Name })
    expect(Crawler).toMatchObject({ State: 'READY', LastCrawl: { Status: 'CANCELLED' } })
    await clock.advance(HOUR)
    expect(glue.GetDatabases({}).DatabaseList).toEqual([])
    expect(glue.ListCrawls({ CrawlerName: Name }).Crawls).toMatchObject([{ State: 'STOPPED' }])
  })

  test('is remembered, and found by state and time', async () => {
    const { crawl, create, glue, clock } = testCrawler()
    create()
    await crawl()
    const between = String(clock.now())
    await crawl()
    glue.StartCrawler({ Name })
    const list = (input: object) => glue.ListCrawls({ CrawlerName: Name, ...input }).Crawls
    expect(list({})?.map(({ State }) => State)).toEqual(['RUNNING', 'COMPLETED', 'COMPLETED'])
    const before = { FieldName: 'START_TIME', FilterOperator: 'LT', FieldValue: between }
    expect(list({ Filters: [before] })).toHaveLength(1)
    const running = { FieldName: 'STATE', FilterOperator: 'NE', FieldValue: 'RUNNING' }
    expect(list({ Filters: [running] })).toHaveLength(2)
    expect(list({ MaxResults: 1 })?.[0]?.State).toBe('RUNNING')
  })
})
