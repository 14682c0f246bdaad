import * as sdk from '@aws-sdk/client-athena'
import * as glueSdk from '@aws-sdk/client-glue'
import * as s3Sdk from '@aws-sdk/client-s3'
import { VirtualClock } from '../clock.ts'
import { newGlue } from '../glue/service.ts'
import { s3 } from '../s3/service.ts'
import type { World } from '../service.ts'
import { duckdbEngine, type Engine } from './engine/duckdb-engine.ts'
import { athenaOperations } from './service.ts'

/** A fresh Athena for one test, the S3 and the Glue that it reads, and the clock they live by. */
export function testAthena(engine: Engine = duckdbEngine) {
  const clock = new VirtualClock()
  let ids = 0
  const world: World = {
    clock,
    region: 'us-east-1',
    accountId: '123456789012',
    randomHex: (bytes) => (++ids).toString(16).padStart(bytes * 2, '0'),
    service: (name) => (name === 'S3' ? buckets : glue),
  }
  const buckets = s3.create(world, s3Sdk)
  const glue = newGlue({ world, sdk: glueSdk }).operations
  const athena = athenaOperations({ world, sdk }, engine)
  for (const Bucket of ['lake', 'results']) buckets['CreateBucket']!({ Bucket })
  glue.CreateDatabase({ DatabaseInput: { Name: 'lake' } })

  return { clock, athena, glue, buckets, start, run, query, put, list, read }

  /** Starts a statement in the database `lake`, with results in `s3://results/`. */
  function start(sql: string, input: Partial<sdk.StartQueryExecutionInput> = {}): string {
    const { QueryExecutionId } = athena.StartQueryExecution({
      QueryString: sql,
      QueryExecutionContext: { Database: 'lake' },
      ResultConfiguration: { OutputLocation: 's3://results/' },
      ...input,
    })
    return QueryExecutionId!
  }

  /** Runs a statement to its end. */
  async function run(sql: string, input: Partial<sdk.StartQueryExecutionInput> = {}) {
    const id = start(sql, input)
    await clock.advance(1000)
    const execution = athena.GetQueryExecution({ QueryExecutionId: id }).QueryExecution!
    return {
      id,
      execution,
      state: execution.Status?.State,
      reason: execution.Status?.StateChangeReason,
    }
  }

  /** Runs a statement that succeeds, and returns its rows, the header first if there is one. */
  async function query(sql: string, input: Partial<sdk.StartQueryExecutionInput> = {}) {
    const { id, state, reason } = await run(sql, input)
    if (state !== 'SUCCEEDED') throw new Error(`${state}: ${reason}`)
    const { ResultSet } = athena.GetQueryResults({ QueryExecutionId: id })
    return ResultSet!.Rows!.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue))
  }

  function put(Key: string, body: string | Uint8Array): void {
    buckets['PutObject']!({ Bucket: 'lake', Key, Body: Buffer.from(body) })
  }

  function list(Bucket: string): string[] {
    const { Contents = [] } = buckets['ListObjectsV2']!({ Bucket }) as s3Sdk.ListObjectsV2Output
    return Contents.map(({ Key = '' }) => Key)
  }

  function read(Bucket: string, Key: string): string {
    const { Body } = buckets['GetObject']!({ Bucket, Key }) as { Body: Uint8Array }
    return Buffer.from(Body).toString()
  }
}

/** A fresh Athena with the table `lake.rides` in CSV, partitioned by `city`. */
export function testRides(engine: Engine = duckdbEngine) {
  const parts = testAthena(engine)
  const { glue, put } = parts
  const storage = (Location: string) => ({
    Columns: [
      { Name: 'rider', Type: 'string' },
      { Name: 'stars', Type: 'int' },
      { Name: 'fare', Type: 'double' },
    ],
    Location,
    InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
    SerdeInfo: {
      SerializationLibrary: 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe',
      Parameters: { 'field.delim': ',' },
    },
  })
  glue.CreateTable({
    DatabaseName: 'lake',
    TableInput: {
      Name: 'rides',
      TableType: 'EXTERNAL_TABLE',
      StorageDescriptor: storage('s3://lake/rides/'),
      PartitionKeys: [{ Name: 'city', Type: 'string' }],
      Parameters: { 'skip.header.line.count': '1' },
    },
  })
  for (const [city, body] of Object.entries(RIDES)) {
    const StorageDescriptor = storage(`s3://lake/rides/city=${city}/`)
    const PartitionInput = { Values: [city], StorageDescriptor }
    glue.CreatePartition({ DatabaseName: 'lake', TableName: 'rides', PartitionInput })
    put(`rides/city=${city}/1.csv`, body)
  }
  return parts
}

/** The files of `lake.rides`, by city. */
export const RIDES = {
  Lima: 'rider,stars,fare\nAda,5,1.5\nBob,4,20\n',
  Oslo: 'rider,stars,fare\nCai,,7.25\n',
}
