import {
  InvalidInputException,
  NoScheduleException,
  SchedulerNotRunningException,
  SchedulerRunningException,
} from '@aws-sdk/client-glue'
import { describe, expect, test } from 'vitest'
import { testCrawler } from './test-crawler.ts'

const Name = 'scout'
const HOUR = 3_600_000

describe('a schedule', () => {
  /** The crawler "scout" with a schedule at every full hour. */
  function scheduled() {
    const { clock, create, glue, put, tables } = testCrawler()
    put('lake', 'trips/a.csv', 'a,b\nx,1\n')
    create({ Schedule: 'cron(0 * * * ? *)' })
    const crawls = () =>
      glue
        .ListCrawls({ CrawlerName: Name })
        .Crawls!.map(({ State, StartTime }) => `${State} ${StartTime?.toISOString()}`)
    return { clock, glue, crawls, tables }
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

  test('catches up with all that came due, and shows what they found', async () => {
    const { clock, crawls, tables } = scheduled()
    await clock.advance(50.5 * HOUR)
    expect(tables()).toHaveLength(1)
    expect(crawls()).toHaveLength(20)
    expect(crawls()[0]).toBe('COMPLETED 2026-03-04T14:00:00.000Z')
    expect(crawls()[1]).toBe('COMPLETED 2026-03-04T13:00:00.000Z')
  })

  test('does not keep the clock from coming to rest', () => {
    expect(scheduled().clock.quiet).toBe(true)
  })

  test('can be stopped, started, changed and dropped', async () => {
    const { clock, glue, crawls } = scheduled()
    const of = { CrawlerName: Name }
    expect(() => glue.StartCrawlerSchedule(of)).toThrow(SchedulerRunningException)
    glue.StopCrawlerSchedule(of)
    expect(() => glue.StopCrawlerSchedule(of)).toThrow(SchedulerNotRunningException)
    await clock.advance(2 * HOUR)
    expect(crawls()).toEqual([])
    glue.StartCrawlerSchedule(of)
    glue.UpdateCrawlerSchedule({ ...of, Schedule: 'cron(30 * * * ? *)' })
    await clock.advance(HOUR)
    expect(crawls()).toEqual(['COMPLETED 2026-03-02T14:30:00.000Z'])
    expect(() => glue.UpdateCrawlerSchedule({ ...of, Schedule: 'x' })).toThrow(
      InvalidInputException,
    )
    glue.UpdateCrawlerSchedule(of)
    expect(() => glue.StopCrawlerSchedule(of)).toThrow(NoScheduleException)
  })
})
