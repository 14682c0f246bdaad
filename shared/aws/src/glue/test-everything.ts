import type { CreateTriggerRequest } from '@aws-sdk/client-glue'
import type { newGlue } from './service.ts'
import { testTrips } from './test-glue.ts'

type Glue = ReturnType<typeof newGlue>['operations']

/** The table of trips, and beside it something of all that Glue keeps. */
export function filled() {
  const parts = testTrips()
  const { glue, put } = parts
  const trips = { DatabaseName: 'lake', TableName: 'trips' }
  const { Table } = glue.GetTable({ DatabaseName: 'lake', Name: 'trips' })
  const { PartitionKeys, StorageDescriptor } = Table!
  glue.UpdateTable({ ...trips, TableInput: { Name: 'trips', PartitionKeys, StorageDescriptor } })
  glue.CreatePartition({ ...trips, PartitionInput: { Values: ['Oslo', '2026-03-02'] } })
  glue.UpdateColumnStatisticsForTable({ ...trips, ColumnStatisticsList: [FARES] })
  const Tags = { team: 'a' }
  glue.CreateClassifier({ CsvClassifier: { Name: 'semicolons', Delimiter: ';' } })
  put('lake', 'rides/day=1/a.json', '{"rider": "Ada"}\n')
  const S3Targets = [{ Path: 's3://lake/rides/' }]
  const crawler = { Role: 'glue-role', DatabaseName: 'lake', Targets: { S3Targets } }
  glue.CreateCrawler({ Name: 'scout', ...crawler, Tags })
  glue.CreateCrawler({ Name: 'daily', ...crawler, Schedule: 'cron(0 2 * * ? *)' })
  for (const Name of ['load', 'report']) job(glue, Name)
  glue.CreateWorkflow({ Name: 'nightly', DefaultRunProperties: { stage: 'test' } })
  glue.CreateRegistry({ RegistryName: 'events', Tags })
  const DataFormat = 'AVRO'
  const SchemaDefinition = '{"type": "record", "name": "ride", "fields": []}'
  const schema = {
    SchemaName: 'ride',
    DataFormat,
    Compatibility: 'BACKWARD',
    SchemaDefinition,
  } as const
  const { SchemaVersionId } = glue.CreateSchema({
    RegistryId: { RegistryName: 'events' },
    ...schema,
  })
  const MetadataKeyValue = { MetadataKey: 'owner', MetadataValue: 'Ada' }
  glue.PutSchemaVersionMetadata({ SchemaVersionId, MetadataKeyValue })
  return parts
}

const CRAWLERS = 'arn:aws:glue:us-east-1:123456789012:crawler/'

const FARES = {
  ColumnName: 'fare',
  ColumnType: 'double',
  AnalyzedTime: new Date('2026-03-01'),
  StatisticsData: {
    Type: 'DOUBLE' as const,
    DoubleColumnStatisticsData: { NumberOfNulls: 1, NumberOfDistinctValues: 2 },
  },
}

/** Creates a job. */
export function job(glue: Glue, Name: string, more: object = {}) {
  glue.CreateJob({ Name, Role: 'glue-role', Command: { Name: 'glueetl' }, ...more })
}

/** Starts a run and returns its id. */
export function start(glue: Glue, JobName: string, Arguments: Record<string, string> = {}) {
  return glue.StartJobRun({ JobName, Arguments }).JobRunId!
}

/** Creates a trigger that starts the job "load", named as its type. */
export function trigger(
  glue: Glue,
  input: Partial<CreateTriggerRequest> & Pick<CreateTriggerRequest, 'Type'>,
) {
  const Actions = [{ JobName: 'load' }]
  const StartOnCreation = input.Type !== 'ON_DEMAND'
  glue.CreateTrigger({ Name: input.Type?.toLowerCase(), Actions, StartOnCreation, ...input })
}

/** What a client can see of a Glue. */
export function observed(glue: Glue): object {
  const { DatabaseList = [] } = glue.GetDatabases({})
  const { CrawlerNames = [] } = glue.ListCrawlers({})
  const { Jobs = [] } = glue.GetJobs({})
  const { Workflows = [] } = glue.ListWorkflows({})
  const { Registries = [] } = glue.ListRegistries({})
  return {
    databases: DatabaseList.map((database) => [database, tablesIn(glue, database.Name)]),
    classifiers: glue.GetClassifiers({}),
    crawlers: glue.GetCrawlers({}),
    crawls: CrawlerNames.map((CrawlerName) => [
      glue.ListCrawls({ CrawlerName }),
      glue.GetTags({ ResourceArn: `${CRAWLERS}${CrawlerName}` }),
    ]),
    jobs: Jobs.map((job) => [job, glue.GetJobRuns({ JobName: job.Name })]),
    triggers: glue.GetTriggers({}),
    workflows: Workflows.map((Name) => [
      glue.GetWorkflow({ Name, IncludeGraph: true }),
      glue.GetWorkflowRuns({ Name, IncludeGraph: true }),
    ]),
    registries: Registries.map((registry) => [
      registry,
      schemasIn(glue, registry.RegistryName),
      glue.GetTags({ ResourceArn: registry.RegistryArn }),
    ]),
  }
}

function tablesIn(glue: Glue, DatabaseName: string | undefined) {
  return glue.GetTables({ DatabaseName }).TableList?.map((table) => {
    const named = { DatabaseName, TableName: table.Name }
    return [
      table,
      glue.GetTableVersions(named),
      glue.GetPartitions(named),
      glue.GetPartitionIndexes(named),
      glue.GetColumnStatisticsForTable({ ...named, ColumnNames: ['fare'] }),
    ]
  })
}

function schemasIn(glue: Glue, RegistryName: string | undefined) {
  return glue.ListSchemas({ RegistryId: { RegistryName } }).Schemas?.map((schema) => {
    const SchemaId = { SchemaArn: schema.SchemaArn }
    const SchemaVersionNumber = { LatestVersion: true }
    return [
      glue.GetSchema({ SchemaId }),
      glue.GetSchemaVersion({ SchemaId, SchemaVersionNumber }),
      glue.QuerySchemaVersionMetadata({ SchemaId, SchemaVersionNumber }),
    ]
  })
}
