import * as sdk from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { freshWorld } from '../fresh-world.ts'
import { testGlue } from './test-glue.ts'

test('glue answers a client of the SDK, from an account of its own', async () => {
  const { client } = freshWorld()
  const glue = client<sdk.GlueClient>('GlueClient')
  await glue.send(new sdk.CreateDatabaseCommand({ DatabaseInput: { Name: 'lake' } }))
  const { DatabaseList } = await glue.send(new sdk.GetDatabasesCommand({}))
  expect(DatabaseList?.map(({ Name }) => Name)).toEqual(['lake'])
  expect(testGlue().glue.GetDatabases({}).DatabaseList).toEqual([])
})

test('glue has only operations that the SDK knows', () => {
  for (const name of Object.keys(testGlue().glue)) expect(sdk).toHaveProperty(`${name}Command`)
})

test('glue crawls the S3 of its account, and a client can wait for it', async () => {
  const { client, clock } = freshWorld()
  const [s3, glue] = [client<S3Client>('S3Client'), client<sdk.GlueClient>('GlueClient')]
  await s3.send(new CreateBucketCommand({ Bucket: 'lake' }))
  const Body = '{"rider": "Ada", "stars": 5}\n'
  await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'rides/a.json', Body }))
  const Targets = { S3Targets: [{ Path: 's3://lake/rides/' }] }
  const crawler = { Name: 'scout', Role: 'crawling', DatabaseName: 'lake', Targets }
  await glue.send(new sdk.CreateCrawlerCommand(crawler))
  await glue.send(new sdk.StartCrawlerCommand({ Name: 'scout' }))
  const state = async () =>
    (await glue.send(new sdk.GetCrawlerCommand({ Name: 'scout' }))).Crawler?.State
  while ((await state()) !== 'READY') await clock.sleep(5000)
  const { Table } = await glue.send(
    new sdk.GetTableCommand({ DatabaseName: 'lake', Name: 'rides' }),
  )
  expect(Table?.StorageDescriptor?.Columns).toEqual([
    { Name: 'rider', Type: 'string' },
    { Name: 'stars', Type: 'int' },
  ])
})
