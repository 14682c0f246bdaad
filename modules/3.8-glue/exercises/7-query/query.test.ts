import { candidate, expect, test } from '@workshop/testkit'

const { query } = candidate(() => import('./query.ts'))

test('reads rows by the types of their columns', async ({ sleep }) => {
  const ColumnInfo = [
    { Name: 'id', Type: 'bigint' },
    { Name: 'city', Type: 'varchar' },
  ]
  const Rows = [
    { Data: [{ VarCharValue: 'id' }, { VarCharValue: 'city' }] },
    { Data: [{ VarCharValue: '9007199254740993' }, {}] },
  ]
  const athena = {
    startQueryExecution: async () => ({ QueryExecutionId: 'q-1' }),
    getQueryExecution: async () => ({
      QueryExecution: { StatementType: 'DML' as const, Status: { State: 'SUCCEEDED' as const } },
    }),
    getQueryResults: async () => ({ ResultSet: { Rows, ResultSetMetadata: { ColumnInfo } } }),
    stopQueryExecution: async () => ({}),
  }
  const rows: unknown[] = []
  for await (const row of query('SELECT id, city FROM rides', { athena, sleep })) rows.push(row)
  expect(rows).toEqual([{ id: 9_007_199_254_740_993n, city: null }])
})
