import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CliSession } from '../cli-session.ts'

const RESULTS = { OutputLocation: 's3://results/' }

/** Athena: a table in S3, a view of it, rows that are added, and what is refused. */
export const athena: CliSession = async (aws, { advance, folder }) => {
  const file = path.join(folder, 'rides.csv')
  writeFileSync(file, 'ada,5\nbob,4\n')
  for (const bucket of ['lake', 'results']) await aws.ok('s3api create-bucket', { bucket })
  await aws.ok('s3api put-object', { bucket: 'lake', key: 'rides/a.csv', body: file })

  /** Runs a statement to its end, which must be as expected. */
  async function run(sql: string, expected: unknown = { Status: { State: 'SUCCEEDED' } }) {
    const { QueryExecutionId: id } = await aws.ok('athena start-query-execution', {
      'query-string': sql,
      'query-execution-context': { Database: 'lake' },
      'result-configuration': RESULTS,
    })
    await advance(2_000)
    const query = { 'query-execution-id': id as string }
    await aws.ok('athena get-query-execution', query, { QueryExecution: expected })
    return query
  }

  await run('CREATE DATABASE lake')
  await run(`CREATE EXTERNAL TABLE rides (rider string, stars int)
    ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/rides/'`)
  await run('CREATE VIEW liked AS SELECT rider FROM rides WHERE stars > 4')
  const inserted = { StatementType: 'DML', SubstatementType: 'INSERT' }
  await run(`INSERT INTO rides VALUES ('cai', 5)`, inserted)
  const query = await run('SELECT rider FROM liked ORDER BY rider')
  const told = { ResultSet: { ResultSetMetadata: { ColumnInfo: [{ Type: 'varchar' }] } } }
  const all = await aws.ok('athena get-query-results', { ...query, 'page-size': '1' }, told)
  const cells = all.ResultSet.Rows.map((row: { Data: [{ VarCharValue: string }] }) => {
    return row.Data[0].VarCharValue
  })
  if (cells.join() !== 'rider,ada,cai') throw new Error(`Not those rows: ${cells}`)
  const failed = await run('SELECT * FROM never', { Status: { State: 'FAILED' } })
  await aws.fails('athena get-query-results', failed, 'InvalidRequestException')

  const nowhere = { 'query-string': 'SELECT 1' }
  await aws.fails('athena start-query-execution', nowhere, 'InvalidRequestException')
  const statement = { 'statement-name': 'liked', 'work-group': 'primary' }
  const text = { 'query-statement': 'SELECT rider FROM rides WHERE stars >= ?' }
  await aws.ok('athena create-prepared-statement', { ...statement, ...text })
  await run('EXECUTE liked USING 5')
  const missing = { ...statement, 'statement-name': 'never' }
  await aws.fails('athena get-prepared-statement', missing, 'ResourceNotFoundException')
  const catalog = { 'catalog-name': 'AwsDataCatalog', 'database-name': 'lake' }
  const tables = { TableMetadataList: [{ Name: 'liked' }, { Name: 'rides' }] }
  await aws.ok('athena list-table-metadata', catalog, tables)
  await aws.ok('athena create-work-group', { name: 'analysts' })
  await aws.fails('athena create-work-group', { name: 'analysts' }, 'InvalidRequestException')
  const groups = { WorkGroups: [{ Name: 'analysts' }, { Name: 'primary' }] }
  await aws.ok('athena list-work-groups', {}, groups)
}
