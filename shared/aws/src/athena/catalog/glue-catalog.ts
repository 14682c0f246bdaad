import type * as Glue from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { QueryError } from '../executions/outcome.ts'

/** What Glue did not do, by the name of its exception. */
export class GlueFailure extends Error {
  override name = 'GlueFailure'
  readonly exception: string

  constructor(exception: string, message: string) {
    super(message)
    this.exception = exception
  }
}

/** Calls an operation of Glue. Throws `GlueFailure` for an exception of AWS. */
export function glueCall<Output extends object>(
  { glue }: Account,
  operation: string,
  input: object,
): Output {
  try {
    return glue[operation]!(input) as Output
  } catch (error) {
    const { name, message, $fault } = error as Error & { $fault?: string }
    if ($fault === undefined) throw error
    throw new GlueFailure(name, message)
  }
}

/** All databases, by name. */
export function allDatabases(account: Account): Glue.Database[] {
  return all<Glue.GetDatabasesResponse, Glue.Database>(
    account,
    { operation: 'GetDatabases', input: {} },
    ({ DatabaseList }) => DatabaseList,
  )
}

/** A database. Throws `GlueFailure` (EntityNotFoundException). */
export function oneDatabase(account: Account, Name: string): Glue.Database {
  return glueCall<Glue.GetDatabaseResponse>(account, 'GetDatabase', { Name }).Database!
}

/** A table. Throws `GlueFailure` (EntityNotFoundException). */
export function oneTable(account: Account, DatabaseName: string, Name: string): Glue.Table {
  return glueCall<Glue.GetTableResponse>(account, 'GetTable', { DatabaseName, Name }).Table!
}

/**
 * A table, or undefined if its database has none of this name. Throws `QueryError` for a database
 * that is not there, with Trino's text.
 */
export function tableIn(
  account: Account,
  { database, table }: { database: string; table: string },
): Glue.Table | undefined {
  try {
    return oneTable(account, database, table)
  } catch (error) {
    if (!(error instanceof GlueFailure)) throw error
    if (error.message.startsWith('Table ')) return undefined
    throw new QueryError(`SCHEMA_NOT_FOUND: line 1:1: Schema '${database}' does not exist`)
  }
}

/** The tables of a database, by name. Throws `GlueFailure`. */
export function allTables(account: Account, DatabaseName: string, Expression?: string) {
  return all<Glue.GetTablesResponse, Glue.Table>(
    account,
    { operation: 'GetTables', input: { DatabaseName, Expression } },
    ({ TableList }) => TableList,
  )
}

/** The partitions of a table, by their values. Throws `GlueFailure`. */
export function allPartitions(account: Account, DatabaseName: string, TableName: string) {
  return all<Glue.GetPartitionsResponse, Glue.Partition>(
    account,
    { operation: 'GetPartitions', input: { DatabaseName, TableName } },
    ({ Partitions }) => Partitions,
  )
}

function all<Output extends { NextToken?: string | undefined }, Entry>(
  account: Account,
  { operation, input }: { operation: string; input: object },
  entriesOf: (output: Output) => Entry[] | undefined,
): Entry[] {
  const entries: Entry[] = []
  let NextToken: string | undefined
  do {
    const output: Output = glueCall(account, operation, { ...input, NextToken })
    entries.push(...(entriesOf(output) ?? []))
    NextToken = output.NextToken
  } while (NextToken)
  return entries
}
