import {
  InvalidInputException,
  NoScheduleException,
  SchedulerNotRunningException,
  SchedulerRunningException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { glue as glueService } from '../service.ts'
import { testCrawler } from './test-crawler.ts'

const Name = 'scout'
const HOUR = 3_600_000

describe('a schedule', () => {
  /** The crawler "scout" with a schedule at every full hour, behind operations that catch up. */
  function scheduled() {
    const { clock, account, put } = testCrawler()
    const service = glueService.create(account.world, account.sdk)
    put('lake', 'trips/a.csv', 'a,b\nx,1\n')
    const call = (operation: string, input: object) => service[operation]!(input) as never
    call('CreateCrawler', {
      Name,
      Role: 'crawling',
      DatabaseName: 'lake',
      Targets: { S3Targets: [{ Path: 's3://lake/' }] },
      Schedule: 'cron(0 * * * ? *)',
    })
    const crawls = () => {
      const { Crawls } = call('ListCrawls', { CrawlerName: Name }) as {
        Crawls: { State: string; StartTime: Date }[]
      }
      return Crawls.map(({ State, StartTime }) => `${State} ${StartTime.toISOString()}`)
    }
    return { clock, call, crawls }
  }

  test('starts crawls when they are due', async () => {
    const { clock, crawls } = scheduled()
    await clock.advance(HOUR - 1)
    expect(crawls()).toEqual([])
    await clock.advance(1)
    expect(crawls()).toEqual(['RUNNING 2026-03-02T13:00:00.000Z'])
    await clock.advance(60_000)
    expect(crawls()).toEqual(['COMPLETED 2026-03-02T13:00:00.000Z'])
  })

  test('catches up with the last that came due, and shows what it found', async () => {
    const { clock, call, crawls } = scheduled()
    await clock.advance(50.5 * HOUR)
    expect(call('GetTables', { DatabaseName: 'lake' })).toMatchObject({ TableList: [{}] })
    expect(crawls()).toEqual(['COMPLETED 2026-03-04T14:00:00.000Z'])
  })

  test('does not keep the clock from coming to rest', () => {
    expect(scheduled().clock.quiet).toBe(true)
  })

  test('can be stopped, started, changed and dropped', async () => {
    const { clock, call, crawls } = scheduled()
    const of = { CrawlerName: Name }
    expect(() => call('StartCrawlerSchedule', of)).toThrow(SchedulerRunningException)
    call('StopCrawlerSchedule', of)
    expect(() => call('StopCrawlerSchedule', of)).toThrow(SchedulerNotRunningException)
    await clock.advance(2 * HOUR)
    expect(crawls()).toEqual([])
    call('StartCrawlerSchedule', of)
    call('UpdateCrawlerSchedule', { ...of, Schedule: 'cron(30 * * * ? *)' })
    await clock.advance(HOUR)
    expect(crawls()).toEqual(['COMPLETED 2026-03-02T14:30:00.000Z'])
    expect(() => call('UpdateCrawlerSchedule', { ...of, Schedule: 'x' })).toThrow(
      InvalidInputException,
    )
    call('UpdateCrawlerSchedule', of)
    expect(() => call('StopCrawlerSchedule', of)).toThrow(NoScheduleException)
  })
})
