import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'QueryFailed'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'const input = { QueryExecutionId, ...(NextToken === undefined ? {} : { NextToken }) }',
    becomes: 'const input = { QueryExecutionId, ...(false ? {} : { NextToken }) }',
    reason: 'The SDK does not send what is undefined.',
  },
  {
    line: 'const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []',
    becomes: [
      'const columns = page.ResultSet?.ResultSetMetadata.ColumnInfo ?? []',
      'const columns = page.ResultSet.ResultSetMetadata?.ColumnInfo ?? []',
      'const columns = page.ResultSet?.ResultSetMetadata?.ColumnInfo ?? ["Stryker was here"]',
    ],
    reason: 'Athena always answers with it; only the type allows for less.',
  },
  {
    line: 'const rows = page.ResultSet?.Rows ?? []',
    becomes: [
      'const rows = page.ResultSet.Rows ?? []',
      'const rows = page.ResultSet?.Rows ?? ["Stryker was here"]',
    ],
    reason: 'Athena always answers with it; only the type allows for less.',
  },
  {
    line: 'for (const { Data = [] } of rows.slice(skip)) {',
    becomes: 'for (const { Data = ["Stryker was here"] } of rows.slice(skip)) {',
    reason: 'Athena always answers with it; only the type allows for less.',
  },
  {
    line: '...(workGroup === undefined ? {} : { WorkGroup: workGroup }),',
    becomes: '...(false ? {} : { WorkGroup: workGroup }),',
    reason: 'The SDK does not send what is undefined.',
  },
  {
    line: "const { State = 'QUEUED', StateChangeReason = '' } = QueryExecution.Status ?? {}",
    becomes: `const { State = "", StateChangeReason = '' } = QueryExecution.Status ?? {}`,
    reason: 'Athena always answers with it; only the type allows for less.',
  },
  {
    line: "const { State = 'QUEUED', StateChangeReason = '' } = QueryExecution.Status ?? {}",
    becomes: `const { State = 'QUEUED', StateChangeReason = "Stryker was here!" } = QueryExecution.Status ?? {}`,
    reason: 'How a message is worded is free.',
  },
  {
    line: 'if (text === undefined || text === null) return null',
    becomes: 'if (text === undefined || false) return null',
    reason:
      'What Athena leaves out is undefined; `null` only guards against a client that says so.',
  },
] satisfies EquivalentMutants[]
