import { describe, expect, test } from 'vitest'
import { filled, job, observed, start, trigger } from './test-everything.ts'
import { deliverEvent } from './triggers/new-triggers.ts'

type Parts = ReturnType<typeof filled>

const SECOND = 1000
const HOUR = 60 * 60 * SECOND

describe('Glue in another process', () => {
  test('holds what a client could see of it, and goes on as it would have', async () => {
    const first = filled()
    first.glue.StartCrawler({ Name: 'scout' })
    start(first.glue, 'load', { '--job-bookmark-option': 'job-bookmark-enable' })
    await first.clock.advance(200 * SECOND)
    const before = observed(first.glue)
    expect(JSON.stringify(before)).toMatch(/"SUCCEEDED".*"COMPLETED"|"COMPLETED".*"SUCCEEDED"/)
    const second = first.restarted()
    expect(observed(second.glue)).toEqual(before)
    const bookmark = { JobName: 'load' }
    expect(second.glue.GetJobBookmark(bookmark)).toEqual(first.glue.GetJobBookmark(bookmark))
    for (const { glue } of [first, second]) {
      glue.DeletePartition({
        DatabaseName: 'lake',
        TableName: 'trips',
        PartitionValues: ['Oslo', '2026-03-02'],
      })
      start(glue, 'report')
      glue.StartCrawler({ Name: 'scout' })
    }
    await first.clock.advance(24 * HOUR)
    const then = observed(first.glue)
    expect(then).not.toEqual(before)
    expect(observed(second.glue)).toEqual(then)
    expect(observed(second.restarted().glue)).toEqual(then)
  })

  test.each<[string, (parts: Parts) => unknown]>([
    ['a run that starts', ({ glue }) => start(glue, 'load')],
    [
      'a run that is queued',
      ({ glue }) => {
        glue.UpdateJob({
          JobName: 'load',
          JobUpdate: { Role: 'r', Command: { Name: 'glueetl' }, JobRunQueuingEnabled: true },
        })
        start(glue, 'load')
        start(glue, 'load')
      },
    ],
    [
      'a run that will fail, and is retried',
      async ({ glue, clock }) => {
        job(glue, 'fragile', { MaxRetries: 1 })
        start(glue, 'fragile', {
          '--workshop-outcome': 'FAILED,SUCCEEDED',
          '--workshop-error-message': 'Lost',
        })
        await clock.advance(20 * SECOND)
      },
    ],
    [
      'a run that will time out',
      async ({ glue, clock }) => {
        job(glue, 'slow', { Timeout: 1 })
        start(glue, 'slow', { '--workshop-run-seconds': '600' })
        await clock.advance(20 * SECOND)
        // Only who looks lets it happen.
        glue.GetJobRuns({ JobName: 'slow' })
      },
    ],
    [
      'a run that will expire',
      ({ glue }) => start(glue, 'load', { '--workshop-outcome': 'EXPIRED' }),
    ],
    [
      'a run that stops',
      ({ glue }) => glue.BatchStopJobRun({ JobName: 'load', JobRunIds: [start(glue, 'load')] }),
    ],
    ['a crawl', ({ glue }) => glue.StartCrawler({ Name: 'scout' })],
    [
      'a crawl that stops',
      ({ glue }) => {
        glue.StartCrawler({ Name: 'scout' })
        glue.StopCrawler({ Name: 'scout' })
      },
    ],
    [
      'a schedule that is changed',
      ({ glue }) =>
        glue.UpdateCrawlerSchedule({ CrawlerName: 'daily', Schedule: 'cron(30 13 * * ? *)' }),
    ],
    [
      'a scheduled trigger',
      ({ glue }) => trigger(glue, { Type: 'SCHEDULED', Schedule: 'cron(0 * * * ? *)' }),
    ],
    [
      'an event trigger that waits for more',
      ({ glue, triggers }) => {
        trigger(glue, {
          Type: 'EVENT',
          EventBatchingCondition: { BatchSize: 9, BatchWindow: 60 },
          WorkflowName: 'nightly',
        })
        deliverEvent(triggers, 'event', 'event-1')
      },
    ],
    ['a workflow of which all is under way', (parts) => workflow(parts, 30)],
    ['a workflow of which a crawl has ended', (parts) => workflow(parts, 65)],
  ])('brings %s to its end', async (_, begin) => {
    const first = filled()
    await begin(first)
    const pending = observed(first.glue)
    const second = first.restarted()
    expect(observed(second.glue)).toEqual(pending)
    await first.clock.advance(2 * HOUR)
    const done = observed(first.glue)
    expect(done).not.toEqual(pending)
    expect(observed(second.glue)).toEqual(done)
  })

  test('can still call off what was planned', async () => {
    const first = filled()
    trigger(first.glue, { Type: 'SCHEDULED', Schedule: 'cron(0 * * * ? *)' })
    const { glue } = first.restarted()
    glue.StopTrigger({ Name: 'scheduled' })
    glue.StopCrawlerSchedule({ CrawlerName: 'daily' })
    glue.BatchStopJobRun({ JobName: 'load', JobRunIds: [start(glue, 'load')] })
    await first.clock.advance(24 * HOUR)
    expect(glue.GetJobRuns({ JobName: 'load' }).JobRuns).toMatchObject([{ JobRunState: 'STOPPED' }])
    expect(glue.ListCrawls({ CrawlerName: 'daily' }).Crawls).toEqual([])
  })
})

/** A workflow after so many seconds: a run of 70 and a crawl of 60, then another run. */
async function workflow({ glue, clock }: Parts, seconds: number): Promise<void> {
  const WorkflowName = 'nightly'
  const Actions = [{ JobName: 'load' }, { CrawlerName: 'scout' }]
  trigger(glue, { Type: 'ON_DEMAND', WorkflowName, Actions })
  const Conditions = [
    { LogicalOperator: 'EQUALS', JobName: 'load', State: 'SUCCEEDED' },
    { LogicalOperator: 'EQUALS', CrawlerName: 'scout', CrawlState: 'SUCCEEDED' },
  ] as const
  trigger(glue, {
    Type: 'CONDITIONAL',
    WorkflowName,
    Predicate: { Logical: 'AND', Conditions: [...Conditions] },
    Actions: [{ JobName: 'report' }],
  })
  glue.StartWorkflowRun({ Name: WorkflowName })
  await clock.advance(seconds * SECOND)
}
