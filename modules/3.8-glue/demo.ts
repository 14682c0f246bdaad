import * as glue from '@aws-sdk/client-glue'
import { demoWorld, printTable } from '@workshop/testkit/demo'

// Two nights of the bicycle company: crawl at two, load what was found, then report. Somebody put
// an alarm on loads that are FAILED. In the second night the load runs into its timeout.

const HOUR = 3_600_000
const { aws, clock } = demoWorld()
const lake = await aws.s3.bucket()
await lake.put('rides/1.json', '{"rider":"Ada","minutes":12}\n{"rider":"Bo","minutes":7}\n')
await lake.put('stations/1.csv', 'id,city\n7,Bergen\n8,Oslo\n')
await lake.put('riders/1.csv', 'name,city\nAda,Bergen\nBo,Oslo\n')

await aws.send(
  new glue.CreateCrawlerCommand({
    Name: 'scout',
    Role: 'glue-role',
    DatabaseName: 'lake',
    Targets: { S3Targets: [{ Path: `s3://${lake.name}/` }] },
  }),
)
for (const Name of ['load', 'report', 'alarm']) {
  await aws.send(new glue.CreateJobCommand({ Name, ...script(Name) }))
}
await trigger('at-two', [{ CrawlerName: 'scout' }], undefined)
await trigger('crawled', [{ JobName: 'load' }], { CrawlerName: 'scout', CrawlState: 'SUCCEEDED' })
await trigger('loaded', [{ JobName: 'report' }], { JobName: 'load', State: 'SUCCEEDED' })
await trigger('broken', [{ JobName: 'alarm' }], { JobName: 'load', State: 'FAILED' })

await clock.advance(24 * HOUR)
const { TableList = [] } = await aws.send(new glue.GetTablesCommand({ DatabaseName: 'lake' }))
const columns = TableList.map(({ Name, StorageDescriptor }) => [
  Name!,
  StorageDescriptor!.Columns!.map((column) => `${column.Name} ${column.Type}`).join(', '),
])
printTable(['table', 'columns that the crawler saw'], columns)

const DefaultArguments = { '--workshop-outcome': 'TIMEOUT' }
const JobUpdate = { ...script('load'), DefaultArguments }
await aws.send(new glue.UpdateJobCommand({ JobName: 'load', JobUpdate }))
await clock.advance(24 * HOUR)
console.log()
const rows: string[][] = []
for (const JobName of ['load', 'report', 'alarm']) {
  const { JobRuns = [] } = await aws.send(new glue.GetJobRunsCommand({ JobName }))
  const night = (day: number) => {
    const run = JobRuns.find(({ StartedOn }) => StartedOn!.getUTCDate() === day)
    return run ? `${run.StartedOn!.toISOString().slice(11, 19)} ${run.JobRunState}` : '-'
  }
  rows.push([JobName, night(3), night(4)])
}
printTable(['job', 'first night', 'second night'], rows)

function script(Name: string) {
  const ScriptLocation = `s3://${lake.name}/scripts/${Name}.py`
  return { Role: 'glue-role', Command: { Name: 'glueetl', ScriptLocation } }
}

/** Starts `Actions` when something ended; without `condition`, each night at two. */
async function trigger(
  Name: string,
  Actions: glue.Action[],
  condition: glue.Condition | undefined,
) {
  const input = condition
    ? { Predicate: { Conditions: [{ LogicalOperator: 'EQUALS' as const, ...condition }] } }
    : { Schedule: 'cron(0 2 * * ? *)' }
  const Type = condition ? 'CONDITIONAL' : 'SCHEDULED'
  await aws.send(
    new glue.CreateTriggerCommand({ Name, Type, Actions, StartOnCreation: true, ...input }),
  )
}
