import { describe, expect, test } from 'vitest'
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

  test('stops at more tables than the threshold', async () => {
    const { create, crawl, put } = testCrawler()
    put('lake', 'trips/a.csv', TRIPS)
    put('lake', 'rides/a.json', RIDES)
    const CrawlerOutput = { Tables: { TableThreshold: 1 } }
    create({ Configuration: JSON.stringify({ Version: 1, CrawlerOutput }) })
    expect(await crawl()).toMatchObject({ Status: 'FAILED' })
  })
})
