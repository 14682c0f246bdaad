import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { type CliSession, HOUR } from '../cli-session.ts'

const ROLE = 'arn:aws:iam::123456789012:role/glue'

/** Glue: a catalog, a crawler that finds a table, a job and a schema. */
export const glue: CliSession = async (aws, { advance, folder }) => {
  await aws.ok('glue create-database', { 'database-input': { Name: 'lake' } })
  const again = { 'database-input': { Name: 'lake' } }
  await aws.fails('glue create-database', again, 'AlreadyExistsException')
  const database = { 'database-name': 'lake' }
  const table = { ...database, 'table-name': 'trips' }
  await aws.ok('glue create-table', {
    ...database,
    'table-input': {
      Name: 'trips',
      StorageDescriptor: { Columns: [{ Name: 'fare', Type: 'double' }] },
      PartitionKeys: [{ Name: 'year', Type: 'int' }],
    },
  })
  const fresh = { Table: { Name: 'trips', VersionId: '0', DatabaseName: 'lake' } }
  await aws.ok('glue get-table', { ...database, name: 'trips' }, fresh)
  await aws.ok('glue batch-create-partition', {
    ...table,
    'partition-input-list': [2012, 2013, 2014].map((year) => ({ Values: [`${year}`] })),
  })
  const later = { ...table, expression: 'year > 2012' }
  const found = await aws.ok('glue get-partitions', { ...later, 'page-size': '1' })
  if (found.Partitions.length !== 2) throw new Error('Not two partitions')
  const odd = { ...table, expression: 'year >' }
  await aws.fails('glue get-partitions', odd, 'InvalidInputException')
  const missing = 'EntityNotFoundException'
  await aws.fails('glue get-table', { ...database, name: 'never' }, missing)

  const file = path.join(folder, 'rides.csv')
  writeFileSync(file, 'city,fare\nAustin,12.5\nBoston,7.25\n')
  await aws.ok('s3api create-bucket', { bucket: 'raw' })
  await aws.ok('s3api put-object', { bucket: 'raw', key: 'rides/a.csv', body: file })
  await aws.ok('glue create-crawler', {
    name: 'nightly',
    role: ROLE,
    ...database,
    targets: { S3Targets: [{ Path: 's3://raw/rides/' }] },
  })
  await aws.ok('glue start-crawler', { name: 'nightly' })
  await aws.fails('glue start-crawler', { name: 'nightly' }, 'CrawlerRunningException')
  await advance(HOUR)
  const done = { Crawler: { State: 'READY', LastCrawl: { Status: 'SUCCEEDED' } } }
  await aws.ok('glue get-crawler', { name: 'nightly' }, done)
  await aws.ok(
    'glue get-table',
    { ...database, name: 'rides' },
    { Table: { StorageDescriptor: { Columns: [{ Name: 'city', Type: 'string' }, {}] } } },
  )

  const command = { Name: 'glueetl', ScriptLocation: 's3://raw/job.py' }
  await aws.ok('glue create-job', { name: 'join', role: ROLE, command }, { Name: 'join' })
  const { JobRunId } = await aws.ok('glue start-job-run', { 'job-name': 'join' })
  await advance(HOUR)
  const run = { 'job-name': 'join', 'run-id': JobRunId }
  await aws.ok('glue get-job-run', run, { JobRun: { JobRunState: 'SUCCEEDED' } })
  const schema = { 'schema-name': 'ride', 'data-format': 'AVRO', compatibility: 'BACKWARD' }
  const definition = '{"type":"record","name":"Ride","fields":[{"name":"id","type":"string"}]}'
  const created = { SchemaStatus: 'AVAILABLE', LatestSchemaVersion: 1 }
  await aws.ok('glue create-schema', { ...schema, 'schema-definition': definition }, created)
  const id = { SchemaName: 'ride', RegistryName: 'default-registry' }
  const narrower = definition.replace('string', 'int')
  const next = { 'schema-id': id, 'schema-definition': narrower }
  await aws.ok('glue register-schema-version', next, { VersionNumber: 2 })
}
