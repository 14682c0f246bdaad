import * as athenaSdk from '@aws-sdk/client-athena'
import * as s3Sdk from '@aws-sdk/client-s3'
import { eventually } from './contract.ts'
import type { ContractTarget } from './contract-targets.ts'

/** A bucket with data and results, a database, and an Athena that is asked about them. */
export interface Lake {
  bucket: string
  database: string
  /** Starts a statement, with results below `results/` in the bucket, and returns its id. */
  start(sql: string, more?: Partial<athenaSdk.StartQueryExecutionInput>): Promise<string>
  /** Looks at a query until it is over. */
  end(QueryExecutionId: string): Promise<athenaSdk.QueryExecution>
  /** Runs a statement to its end, whatever that is. */
  run(
    sql: string,
    more?: Partial<athenaSdk.StartQueryExecutionInput>,
  ): Promise<athenaSdk.QueryExecution>
  /** Runs a statement that succeeds, and returns the cells of its first page of rows. */
  rows(
    sql: string,
    more?: Partial<athenaSdk.StartQueryExecutionInput>,
  ): Promise<(string | undefined)[][]>
  put(Key: string, Body: string): Promise<unknown>
  /** The keys below a prefix, in order. */
  keys(Prefix: string): Promise<string[]>
  text(Key: string): Promise<string>
}

/** Makes an empty lake. */
export async function newLake(target: ContractTarget): Promise<Lake> {
  const athena = target.client(athenaSdk.AthenaClient)
  const s3 = target.client(s3Sdk.S3Client)
  const Bucket = target.unique('lake')
  const database = target.unique('lake').replaceAll('-', '_')
  await s3.send(new s3Sdk.CreateBucketCommand({ Bucket }))

  const lake: Lake = {
    bucket: Bucket,
    database,

    async start(QueryString, more = {}) {
      const input = {
        QueryString,
        QueryExecutionContext: { Database: database },
        ResultConfiguration: { OutputLocation: `s3://${Bucket}/results/` },
        ...more,
      }
      const started = await athena.send(new athenaSdk.StartQueryExecutionCommand(input))
      return started.QueryExecutionId!
    },

    async end(QueryExecutionId) {
      const look = async () => {
        const input = { QueryExecutionId }
        return (await athena.send(new athenaSdk.GetQueryExecutionCommand(input))).QueryExecution!
      }
      const isOver = ({ Status }: athenaSdk.QueryExecution) =>
        Status?.State !== 'QUEUED' && Status?.State !== 'RUNNING'
      return eventually(target, look, isOver)
    },

    run: async (sql, more) => lake.end(await lake.start(sql, more)),

    async rows(sql, more) {
      const { QueryExecutionId, Status } = await lake.run(sql, more)
      if (Status?.State !== 'SUCCEEDED') throw new Error(`${sql}: ${Status?.StateChangeReason}`)
      const page = await athena.send(new athenaSdk.GetQueryResultsCommand({ QueryExecutionId }))
      return page.ResultSet!.Rows!.map(({ Data = [] }) => Data.map((cell) => cell.VarCharValue))
    },

    put: (Key, Body) => s3.send(new s3Sdk.PutObjectCommand({ Bucket, Key, Body })),

    async keys(Prefix) {
      const { Contents = [] } = await s3.send(new s3Sdk.ListObjectsV2Command({ Bucket, Prefix }))
      return Contents.map(({ Key }) => Key!)
    },

    async text(Key) {
      const { Body } = await s3.send(new s3Sdk.GetObjectCommand({ Bucket, Key }))
      return Body!.transformToString()
    },
  }
  await lake.rows(`CREATE DATABASE ${database}`)
  return lake
}

/** The files of the table `rides`, by city. */
export const RIDES = {
  lima: 'ada,5,1.5\nbob,4,20\n',
  oslo: 'cai,,7.25\n',
}

/** Makes a lake with the table `rides`: CSV, partitioned by city. */
export async function lakeOfRides(target: ContractTarget): Promise<Lake> {
  const lake = await newLake(target)
  for (const [city, body] of Object.entries(RIDES)) {
    await lake.put(`rides/city=${city}/a.csv`, body)
  }
  await lake.rows(
    `CREATE EXTERNAL TABLE rides (rider string, stars int, fare double)
     PARTITIONED BY (city string)
     ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://${lake.bucket}/rides/'`,
  )
  await lake.rows('MSCK REPAIR TABLE rides')
  return lake
}
