import { describe, expect, test } from 'vitest'
import { fill, put, TableName } from '../dynamodb/test-everything.ts'
import { Cloud } from './cloud.ts'
import { kindsIn, operationsOn, temporaryFolder } from './test-cloud.ts'

const SIX_HOURS = 6 * 60 * 60 * 1000

describe('a cloud that is opened again', () => {
  test('crawls what was there when a reader let the crawl happen', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    const [s3, glue] = [operationsOn(first, 'S3Client'), operationsOn(first, 'GlueClient')]
    await s3('CreateBucket', { Bucket: 'lake' })
    const ride = { Bucket: 'lake', Key: 'rides/a.json' }
    await s3('PutObject', { ...ride, Body: Buffer.from('{"rider": "Ada"}\n') })
    const Targets = { S3Targets: [{ Path: 's3://lake/rides/' }] }
    await glue('CreateCrawler', { Name: 'scout', Role: 'r', DatabaseName: 'lake', Targets })
    await glue('StartCrawler', { Name: 'scout' })
    await first.advance(100_000)
    expect(await glue('GetCrawler', { Name: 'scout' })).toMatchObject({
      Crawler: { State: 'READY' },
    })
    await s3('DeleteObject', ride)
    await first.close()

    const second = await Cloud.open({ folder })
    const tables = await operationsOn(second, 'GlueClient')('GetTables', { DatabaseName: 'lake' })
    expect(tables).toMatchObject({ TableList: [{ Name: 'rides' }] })
    await second.close()
  })

  test('says as many items as DynamoDB had counted when somebody asked', async () => {
    using temporary = temporaryFolder()
    const { folder } = temporary
    const first = await Cloud.open({ folder })
    const call = operationsOn(first, 'DynamoDBClient')
    await fill({ call, advance: async (ms) => void (await first.advance(ms)) })
    await first.advance(SIX_HOURS)
    const { Table } = await call('DescribeTable', { TableName })
    await put({ call }, 'Uncounted')
    await first.close()
    const before = await kindsIn(folder)

    const second = await Cloud.open({ folder })
    const again = operationsOn(second, 'DynamoDBClient')
    expect(await again('DescribeTable', { TableName })).toEqual({ Table })
    await second.close()
    // Most readers leave nothing behind.
    expect(await kindsIn(folder)).toEqual(before)
  })
})
