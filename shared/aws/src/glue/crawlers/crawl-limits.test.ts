import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { Patience } from './patience.ts'
import { testCrawler } from './test-crawler.ts'

const TRIPS = 'city,fare\nRome,1\nOslo,2.5\n'
const RIDES = '{"rider": "Ada", "stars": 5}\n'

describe('a crawl', () => {
  test('fails if S3 does, and changes nothing', async () => {
    const { create, crawl, glue, remove, account } = testCrawler()
    create()
    remove('lake', '_ready')
    account.world.service('S3')['DeleteBucket']?.({ Bucket: 'lake' })
    const last = await crawl()
    expect(last).toMatchObject({ Status: 'FAILED', ErrorMessage: expect.any(String) })
    expect(glue.GetCrawler({ Name: 'scout' }).Crawler?.State).toBe('READY')
    expect(glue.GetDatabases({}).DatabaseList).toEqual([])
  })

  test('keeps away from a table of another by the same name', async () => {
    const { create, crawl, glue, put, tables } = testCrawler()
    glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })
    glue.CreateTable({ DatabaseName: 'lake', TableInput: { Name: 'trips' } })
    put('lake', 'trips/a.csv', TRIPS)
    create({ Targets: { S3Targets: [{ Path: 's3://lake/trips/' }] } })
    await crawl()
    await crawl()
    expect(tables()).toHaveLength(2)
    expect(tables()[1]?.Name).toMatch(/^trips_[0-9a-f]{32}$/)
  })

  test('fails on a file that is too large to hold, whatever it is packed into', async () => {
    const { create, crawl, put } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'trips/b.csv', 'x'.repeat((4 << 20) + 1))
    create()
    expect(await crawl()).toMatchObject({
      Status: 'FAILED',
      ErrorMessage: 'The embedded AWS does not crawl a file of 4194305 bytes',
    })
  })

  test('knows nothing of a packed file that grows beyond that', async () => {
    const { create, crawl, put, glue } = testCrawler()
    put('lake', 'trips/a.csv.gz', gzipSync(TRIPS.padEnd((4 << 20) + 1, 'Rome,1\n')))
    create()
    expect(await crawl()).toMatchObject({ Status: 'SUCCEEDED' })
    expect(glue.GetDatabases({}).DatabaseList).toEqual([])
  })

  test('fails when the files of all crawls have taken too long', async () => {
    const { create, crawl, put, account } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    create()
    account.readingPatience = new Patience({ atOnce: 0, perSecond: 0 })
    expect(await crawl()).toMatchObject({
      Status: 'FAILED',
      ErrorMessage: 'The embedded AWS does not crawl so many files',
    })
  })

  test('stops at more tables than the threshold', async () => {
    const { create, crawl, put } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'rides/a.json', RIDES)
    const CrawlerOutput = { Tables: { TableThreshold: 1 } }
    create({ Configuration: JSON.stringify({ Version: 1, CrawlerOutput }) })
    expect(await crawl()).toMatchObject({ Status: 'FAILED' })
  })
})
