// Longer than most: crawlers, jobs, triggers and schemas, each from its making to its refusals.
import * as sdk from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { contract, eventually } from './contract.ts'

const Role = 'arn:aws:iam::123456789012:role/glue'

await contract('Glue', (target) => {
  const glue = target.client(sdk.GlueClient)
  const s3 = target.client(S3Client)
  const missing = { name: 'EntityNotFoundException' }

  async function job(more: Partial<sdk.CreateJobRequest> = {}): Promise<string> {
    const Name = target.unique('job')
    const Command = { Name: 'glueetl', ScriptLocation: 's3://scripts/job.py' }
    await glue.send(new sdk.CreateJobCommand({ Name, Role, Command, ...more }))
    return Name
  }

  async function bucket(): Promise<string> {
    const Bucket = target.unique('lake')
    await s3.send(new CreateBucketCommand({ Bucket }))
    return Bucket
  }

  async function crawler(Bucket: string) {
    const Path = `s3://${Bucket}/trips/`
    const [Name, DatabaseName] = [target.unique('crawler'), target.unique('lake')]
    await glue.send(new sdk.CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }))
    const input = { Name, Role, DatabaseName, Targets: { S3Targets: [{ Path }] } }
    await glue.send(new sdk.CreateCrawlerCommand(input))
    return { input, Name, DatabaseName }
  }

  test('makes a crawler once, says what it is, and deletes it', async () => {
    const { input, Name } = await crawler(await bucket())
    const get = () => glue.send(new sdk.GetCrawlerCommand({ Name }))
    expect((await get()).Crawler).toMatchObject({
      ...input,
      Role: expect.any(String),
      State: 'READY',
    })
    const again = glue.send(new sdk.CreateCrawlerCommand(input))
    await expect(again).rejects.toMatchObject({ name: 'AlreadyExistsException' })
    await glue.send(new sdk.DeleteCrawlerCommand({ Name }))
    await expect(get()).rejects.toMatchObject(missing)
    const start = glue.send(new sdk.StartCrawlerCommand({ Name }))
    await expect(start).rejects.toMatchObject(missing)
  })

  test('refuses to start a crawler that runs, or to stop one that does not', async () => {
    const { Name } = await crawler(await bucket())
    const stop = glue.send(new sdk.StopCrawlerCommand({ Name }))
    await expect(stop).rejects.toMatchObject({ name: 'CrawlerNotRunningException' })
    await glue.send(new sdk.StartCrawlerCommand({ Name }))
    const start = glue.send(new sdk.StartCrawlerCommand({ Name }))
    await expect(start).rejects.toMatchObject({ name: 'CrawlerRunningException' })
  })

  test('finds by crawling a table with its columns and partitions', async () => {
    const Bucket = await bucket()
    for (const year of [2012, 2013]) {
      const Key = `trips/year=${year}/a.csv`
      const Body = 'city,fare\nAustin,12.5\nBoston,7.25\n'
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }))
    }
    const { Name, DatabaseName } = await crawler(Bucket)
    await glue.send(new sdk.StartCrawlerCommand({ Name }))
    const get = async () => (await glue.send(new sdk.GetCrawlerCommand({ Name }))).Crawler
    const isDone = (seen?: sdk.Crawler) => seen?.State === 'READY' && Boolean(seen.LastCrawl)
    const after = await eventually(target, get, isDone)
    expect(after?.LastCrawl?.Status).toBe('SUCCEEDED')
    const { TableList } = await glue.send(new sdk.GetTablesCommand({ DatabaseName }))
    expect(TableList).toHaveLength(1)
    const [found] = TableList!
    const columns = (list: sdk.Column[] = []) => list.map((one) => `${one.Name} ${one.Type}`)
    expect(columns(found!.StorageDescriptor?.Columns)).toEqual(['city string', 'fare double'])
    expect(columns(found!.PartitionKeys)).toEqual(['year string'])
  })

  test('keeps jobs, and says which is missing', async () => {
    const Name = await job({ MaxRetries: 2, DefaultArguments: { '--day': '1' } })
    const get = (JobName: string) => glue.send(new sdk.GetJobCommand({ JobName }))
    expect((await get(Name)).Job).toMatchObject({
      Name,
      MaxRetries: 2,
      DefaultArguments: { '--day': '1' },
    })
    await expect(get(target.unique('never'))).rejects.toMatchObject(missing)
    const names: string[] = []
    for await (const page of sdk.paginateListJobs({ client: glue, pageSize: 1 }, {})) {
      names.push(...page.JobNames!)
    }
    expect(names).toContain(Name)
    await glue.send(new sdk.DeleteJobCommand({ JobName: Name }))
    await expect(get(Name)).rejects.toMatchObject(missing)
  })

  test('runs a job to its end, with the arguments it was started with', async () => {
    const JobName = await job()
    const Arguments = { '--day': '2012-01-31' }
    const started = await glue.send(new sdk.StartJobRunCommand({ JobName, Arguments }))
    const RunId = started.JobRunId!
    const get = async () => (await glue.send(new sdk.GetJobRunCommand({ JobName, RunId }))).JobRun!
    const end = await eventually(target, get, ({ JobRunState }) => JobRunState === 'SUCCEEDED')
    expect(end).toMatchObject({ Id: RunId, JobName, JobRunState: 'SUCCEEDED', Arguments })
    const { JobRuns } = await glue.send(new sdk.GetJobRunsCommand({ JobName }))
    expect(JobRuns?.map(({ Id }) => Id)).toEqual([RunId])
  })

  test('starts no more runs of a job at once than it allows', async () => {
    const JobName = await job()
    const start = () => glue.send(new sdk.StartJobRunCommand({ JobName }))
    await start()
    await expect(start()).rejects.toMatchObject({ name: 'ConcurrentRunsExceededException' })
    const never = { JobName: target.unique('never') }
    await expect(glue.send(new sdk.StartJobRunCommand(never))).rejects.toMatchObject(missing)
  })

  test('stops a run, and answers for each', async () => {
    const JobName = await job()
    const { JobRunId } = await glue.send(new sdk.StartJobRunCommand({ JobName }))
    const JobRunIds = [JobRunId!, 'jr_never']
    const { SuccessfulSubmissions, Errors } = await glue.send(
      new sdk.BatchStopJobRunCommand({ JobName, JobRunIds }),
    )
    expect(SuccessfulSubmissions?.map((one) => one.JobRunId)).toEqual([JobRunId])
    expect(Errors?.map((one) => one.JobRunId)).toEqual(['jr_never'])
  })

  test('starts a scheduled trigger only with a schedule, and a conditional one with conditions', async () => {
    const JobName = await job()
    const create = (more: Partial<sdk.CreateTriggerRequest>) => {
      const input = { Name: target.unique('t'), Actions: [{ JobName }], ...more }
      return glue.send(new sdk.CreateTriggerCommand(input as sdk.CreateTriggerRequest))
    }
    const Schedule = 'cron(15 12 * * ? *)'
    const { Name } = await create({ Type: 'SCHEDULED', Schedule })
    const { Trigger } = await glue.send(new sdk.GetTriggerCommand({ Name }))
    expect(Trigger).toMatchObject({ Name, Type: 'SCHEDULED', State: 'CREATED', Schedule })
    const refused = { name: 'InvalidInputException' }
    await expect(create({ Type: 'SCHEDULED' })).rejects.toMatchObject(refused)
    await expect(create({ Type: 'CONDITIONAL' })).rejects.toMatchObject(refused)
    const wrong = create({ Type: 'SCHEDULED', Schedule: 'cron(15 12 * * * *)' })
    await expect(wrong).rejects.toMatchObject(refused)
  })

  test('numbers the versions of a schema, and takes each definition once', async () => {
    const SchemaName = target.unique('ride')
    const avro = (...fields: object[]) =>
      JSON.stringify({
        type: 'record',
        name: 'Ride',
        fields: [{ name: 'id', type: 'string' }, ...fields],
      })
    await glue.send(
      new sdk.CreateSchemaCommand({
        SchemaName,
        DataFormat: 'AVRO',
        Compatibility: 'BACKWARD',
        SchemaDefinition: avro(),
      }),
    )
    const SchemaId = { SchemaName, RegistryName: 'default-registry' }
    const register = (SchemaDefinition: string) =>
      glue.send(new sdk.RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition }))
    const tip = { name: 'tip', type: 'double', default: 0 }
    expect((await register(avro())).VersionNumber).toBe(1)
    expect(await register(avro(tip))).toMatchObject({ VersionNumber: 2, Status: 'AVAILABLE' })
    expect((await register(avro(tip))).VersionNumber).toBe(2)
  })

  test('fails a version of a schema that old data does not fit', async () => {
    const SchemaName = target.unique('ride')
    const avro = (type: string) =>
      JSON.stringify({ type: 'record', name: 'Ride', fields: [{ name: 'id', type }] })
    const SchemaDefinition = avro('string')
    const settings = { DataFormat: 'AVRO', Compatibility: 'BACKWARD' } as const
    await glue.send(new sdk.CreateSchemaCommand({ SchemaName, SchemaDefinition, ...settings }))
    const SchemaId = { SchemaName, RegistryName: 'default-registry' }
    const { SchemaVersionId } = await glue.send(
      new sdk.RegisterSchemaVersionCommand({ SchemaId, SchemaDefinition: avro('int') }),
    )
    const get = () => glue.send(new sdk.GetSchemaVersionCommand({ SchemaVersionId }))
    const seen = await eventually(target, get, ({ Status }) => Status !== 'PENDING')
    expect(seen.Status).toBe('FAILURE')
  })

  test('keeps classifiers, and says which is missing', async () => {
    const Name = target.unique('csv')
    const CsvClassifier = { Name, Delimiter: ';', ContainsHeader: 'PRESENT' as const }
    await glue.send(new sdk.CreateClassifierCommand({ CsvClassifier }))
    const get = () => glue.send(new sdk.GetClassifierCommand({ Name }))
    expect((await get()).Classifier?.CsvClassifier).toMatchObject(CsvClassifier)
    await glue.send(new sdk.DeleteClassifierCommand({ Name }))
    await expect(get()).rejects.toMatchObject(missing)
  })
})
