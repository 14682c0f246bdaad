import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { expect, test, vi } from 'vitest'
import { servedCloud, temporaryFolder } from './test-cloud.ts'

vi.setConfig({ testTimeout: 120_000 })

const CREATE = `CREATE EXTERNAL TABLE rides (rider string, stars int)
  ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/rides/'`

function athenaAt(endpoint: string) {
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' }
  const client = new AthenaClient({ endpoint, region: 'us-east-1', credentials })
  const ResultConfiguration = { OutputLocation: 's3://lake/results/' }
  const QueryExecutionContext = { Database: 'shop' }
  return {
    /** Runs a statement to its end, in real time. */
    async run(QueryString: string) {
      const input = { QueryString, ResultConfiguration, QueryExecutionContext }
      const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input))
      for (;;) {
        const got = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
        const { State, StateChangeReason } = got.QueryExecution!.Status!
        if (State === 'SUCCEEDED') return QueryExecutionId!
        if (State === 'FAILED') throw new Error(StateChangeReason)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async rows(QueryExecutionId: string) {
      const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }))
      return ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue))
    },
    destroy: () => client.destroy(),
  }
}

test('the cloud serves queries, and has their results after a restart', async () => {
  using temporary = temporaryFolder()
  const expected = [
    ['rider', 'stars'],
    ['Ada', '5'],
  ]
  let id = ''
  {
    await using served = await servedCloud({ folder: temporary.folder })
    const athena = athenaAt(served.url)
    await served.s3.send(new CreateBucketCommand({ Bucket: 'lake' }))
    const Body = 'Ada,5\nBob,3\n'
    await served.s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'rides/1.csv', Body }))
    await athena.run('CREATE DATABASE shop')
    await athena.run(CREATE)
    id = await athena.run('SELECT * FROM rides WHERE stars > 3')
    expect(await athena.rows(id)).toEqual(expected)
    // What comes later must not change what the query saw, nor when it is repeated.
    await served.s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'rides/2.csv', Body }))
    athena.destroy()
    expect(served.mistakes).toEqual([])
  }
  await using served = await servedCloud({ folder: temporary.folder })
  const athena = athenaAt(served.url)
  expect(await athena.rows(id)).toEqual(expected)
  const input = { Bucket: 'lake', Key: `results/${id}.csv` }
  const { Body } = await served.s3.send(new GetObjectCommand(input))
  expect(await Body?.transformToString()).toBe('"rider","stars"\n"Ada","5"\n')
  expect(await athena.rows(await athena.run('SELECT count(*) FROM rides'))).toEqual([
    ['_col0'],
    ['4'],
  ])
  athena.destroy()
})

test('rows that were inserted are there once after a restart, and so are views', async () => {
  using temporary = temporaryFolder()
  {
    await using served = await servedCloud({ folder: temporary.folder })
    const athena = athenaAt(served.url)
    await served.s3.send(new CreateBucketCommand({ Bucket: 'lake' }))
    await athena.run('CREATE DATABASE shop')
    await athena.run(CREATE)
    await athena.run(`INSERT INTO rides VALUES ('Ada', 5), ('Bob', 3)`)
    await athena.run('CREATE VIEW liked AS SELECT rider FROM rides WHERE stars > 3')
    athena.destroy()
  }
  await using served = await servedCloud({ folder: temporary.folder })
  const athena = athenaAt(served.url)
  const count = await athena.run('SELECT count(*) AS n, max(l.rider) AS r FROM rides, liked AS l')
  expect(await athena.rows(count)).toEqual([
    ['n', 'r'],
    ['2', 'Ada'],
  ])
  athena.destroy()
  expect(served.mistakes).toEqual([])
})
