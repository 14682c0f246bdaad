import * as sdk from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'

const Name = 'nightly'

/** A workflow at 2 o'clock: crawl the rides; if that succeeds, load them; then report. */
async function nightly({ Path = 's3://lake/rides/' } = {}) {
  const { client, clock } = freshWorld()
  const [s3, glue] = [client<S3Client>('S3Client'), client<sdk.GlueClient>('GlueClient')]
  await s3.send(new CreateBucketCommand({ Bucket: 'lake' }))
  const Body = '{"rider": "Ada", "stars": 5}\n'
  await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'rides/a.json', Body }))
  const Targets = { S3Targets: [{ Path }] }
  const crawler = { Name: 'scout', Role: 'glue-role', DatabaseName: 'lake', Targets }
  await glue.send(new sdk.CreateCrawlerCommand(crawler))
  for (const job of ['load', 'report']) {
    const Command = { Name: 'glueetl', ScriptLocation: `s3://lake/scripts/${job}.py` }
    await glue.send(new sdk.CreateJobCommand({ Name: job, Role: 'glue-role', Command }))
  }
  await glue.send(new sdk.CreateWorkflowCommand({ Name }))
  const trigger = (input: Omit<sdk.CreateTriggerRequest, 'WorkflowName'>) =>
    glue.send(new sdk.CreateTriggerCommand({ ...input, WorkflowName: Name, StartOnCreation: true }))
  await trigger({
    Name: 'at-two',
    Type: 'SCHEDULED',
    Schedule: 'cron(0 2 * * ? *)',
    Actions: [{ CrawlerName: 'scout' }],
  })
  await trigger({
    Name: 'crawled',
    Type: 'CONDITIONAL',
    Predicate: {
      Conditions: [{ LogicalOperator: 'EQUALS', CrawlerName: 'scout', CrawlState: 'SUCCEEDED' }],
    },
    Actions: [{ JobName: 'load' }],
  })
  await trigger({
    Name: 'loaded',
    Type: 'CONDITIONAL',
    Predicate: { Conditions: [{ LogicalOperator: 'EQUALS', JobName: 'load', State: 'SUCCEEDED' }] },
    Actions: [{ JobName: 'report' }],
  })
  const statesOf = async (JobName: string) => {
    const { JobRuns = [] } = await glue.send(new sdk.GetJobRunsCommand({ JobName }))
    return JobRuns.map(({ JobRunState }) => JobRunState)
  }
  const runs = async () => (await glue.send(new sdk.GetWorkflowRunsCommand({ Name }))).Runs ?? []
  return { clock, glue, s3, statesOf, runs }
}

describe('a workflow of a crawler and jobs', () => {
  test('goes from the schedule to the crawl, to the job, to the next job, each at its time', async () => {
    const { clock, glue, statesOf, runs } = await nightly()
    expect(clock.quiet).toBe(true)
    await clock.advance(15 * 3_600_000)
    expect(await runs()).toMatchObject([
      {
        Status: 'COMPLETED',
        StartedOn: new Date('2026-03-03T02:00:00Z'),
        CompletedOn: new Date('2026-03-03T02:03:20Z'),
        Statistics: { TotalActions: 3, SucceededActions: 3 },
      },
    ])
    const { JobRuns } = await glue.send(new sdk.GetJobRunsCommand({ JobName: 'report' }))
    expect(JobRuns).toMatchObject([
      {
        TriggerName: 'loaded',
        StartedOn: new Date('2026-03-03T02:02:10Z'),
        PredecessorRuns: [{ JobName: 'load' }],
      },
    ])
    expect(await statesOf('load')).toEqual(['SUCCEEDED'])
    const { TableList } = await glue.send(new sdk.GetTablesCommand({ DatabaseName: 'lake' }))
    expect(TableList).toMatchObject([
      { Name: 'rides', CreateTime: new Date('2026-03-03T02:01:00Z') },
    ])
  })

  test('can be started at once and waited for', async () => {
    const { clock, glue, runs } = await nightly()
    await glue.send(new sdk.StartWorkflowRunCommand({ Name }))
    while ((await runs())[0]?.Status === 'RUNNING') await clock.sleep(30_000)
    expect(await runs()).toMatchObject([{ Status: 'COMPLETED', Statistics: { TotalActions: 3 } }])
  })

  test('goes no further than a crawl that is stopped, and is deaf to crawls by hand', async () => {
    const { clock, glue, statesOf, runs } = await nightly()
    await glue.send(new sdk.StartCrawlerCommand({ Name: 'scout' }))
    await clock.advance(70_000)
    expect(await runs()).toEqual([])
    await glue.send(new sdk.StartWorkflowRunCommand({ Name }))
    await glue.send(new sdk.StopCrawlerCommand({ Name: 'scout' }))
    await clock.advance(70_000)
    expect(await runs()).toMatchObject([
      { Status: 'COMPLETED', Statistics: { TotalActions: 1, StoppedActions: 1 } },
    ])
    expect(await statesOf('load')).toEqual([])
  })
})

test('tags of jobs, triggers, workflows and registries are those of TagResource', async () => {
  const { glue } = await nightly()
  await glue.send(new sdk.CreateRegistryCommand({ RegistryName: 'events' }))
  for (const resource of ['job/load', 'trigger/at-two', 'workflow/nightly', 'registry/events']) {
    const ResourceArn = `arn:aws:glue:us-east-1:123456789012:${resource}`
    await glue.send(new sdk.TagResourceCommand({ ResourceArn, TagsToAdd: { team: 'rides' } }))
    const { Tags } = await glue.send(new sdk.GetTagsCommand({ ResourceArn }))
    expect(Tags).toEqual({ team: 'rides' })
  }
  const { JobNames } = await glue.send(new sdk.ListJobsCommand({ Tags: { team: 'rides' } }))
  expect(JobNames).toEqual(['load'])
})
