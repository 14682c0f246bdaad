import * as sdk from '@aws-sdk/client-athena'
import * as glueSdk from '@aws-sdk/client-glue'
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { freshWorld } from '../fresh-world.ts'
import { testAthena } from './test-athena.ts'

vi.setConfig({ testTimeout: 60_000 })

test('athena has only operations that the SDK knows', () => {
  for (const name of Object.keys(testAthena().athena)) expect(sdk).toHaveProperty(`${name}Command`)
})

test('athena queries the table that a crawler found in S3, through clients of the SDK', async () => {
  const { client, clock } = freshWorld()
  const s3 = client<S3Client>('S3Client')
  const glue = client<glueSdk.GlueClient>('GlueClient')
  const athena = client<sdk.AthenaClient>('AthenaClient')
  for (const Bucket of ['lake', 'results']) await s3.send(new CreateBucketCommand({ Bucket }))
  const docks: [year: string, csv: string][] = [
    ['2025', 'station,bikes,share\nNorth,12,0.5\nSouth,7,0.25\n'],
    ['2026', 'station,bikes,share\nNorth,20,0.75\n'],
  ]
  for (const [year, Body] of docks) {
    await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: `docks/year=${year}/a.csv`, Body }))
  }
  await glue.send(new glueSdk.CreateDatabaseCommand({ DatabaseInput: { Name: 'city' } }))
  const Targets = { S3Targets: [{ Path: 's3://lake/docks/' }] }
  const crawler = { Name: 'scout', Role: 'crawling', DatabaseName: 'city', Targets }
  await glue.send(new glueSdk.CreateCrawlerCommand(crawler))
  await glue.send(new glueSdk.StartCrawlerCommand({ Name: 'scout' }))
  const crawlerState = async () =>
    (await glue.send(new glueSdk.GetCrawlerCommand({ Name: 'scout' }))).Crawler?.State
  while ((await crawlerState()) !== 'READY') await clock.sleep(5000)

  const { QueryExecutionId } = await athena.send(
    new sdk.StartQueryExecutionCommand({
      QueryString: `SELECT station, sum(bikes) AS bikes, max(year) AS latest FROM docks
        WHERE year >= '2025' GROUP BY station ORDER BY station`,
      QueryExecutionContext: { Database: 'city' },
      ResultConfiguration: { OutputLocation: 's3://results/' },
    }),
  )
  const queryState = async () => {
    const got = await athena.send(new sdk.GetQueryExecutionCommand({ QueryExecutionId }))
    return got.QueryExecution?.Status?.State
  }
  const states = new Set<string | undefined>()
  for (let state = await queryState(); state !== 'SUCCEEDED'; state = await queryState()) {
    states.add(state)
    await clock.sleep(500)
  }
  expect([...states]).toEqual(['QUEUED', 'RUNNING'])
  const { ResultSet } = await athena.send(new sdk.GetQueryResultsCommand({ QueryExecutionId }))
  const rows = ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue))
  expect(rows).toEqual([
    ['station', 'bikes', 'latest'],
    ['North', '32', '2026'],
    ['South', '7', '2025'],
  ])
  const input = { Bucket: 'results', Key: `${QueryExecutionId}.csv` }
  const { Body } = await s3.send(new GetObjectCommand(input))
  expect(await Body?.transformToString()).toContain('"North","32","2026"\n')
})

test('who waits for the result in S3 needs not ask Athena', async () => {
  const { client, clock } = freshWorld()
  const s3 = client<S3Client>('S3Client')
  const athena = client<sdk.AthenaClient>('AthenaClient')
  await s3.send(new CreateBucketCommand({ Bucket: 'results' }))
  const { QueryExecutionId } = await athena.send(
    new sdk.StartQueryExecutionCommand({
      QueryString: 'SELECT 42 AS answer',
      ResultConfiguration: { OutputLocation: 's3://results/' },
    }),
  )
  await clock.sleep(2000)
  const input = { Bucket: 'results', Key: `${QueryExecutionId}.csv` }
  const { Body } = await s3.send(new GetObjectCommand(input))
  expect(await Body?.transformToString()).toBe('"answer"\n"42"\n')
})
