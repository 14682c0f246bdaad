import type {
  BatchDeleteTableRequest,
  BatchDeleteTableResponse,
  CreateTableRequest,
  DeleteTableRequest,
  GetTableRequest,
  GetTableResponse,
  GetTablesRequest,
  GetTablesResponse,
  Table,
  UpdateTableRequest,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { failure, invalidInput, refuseMembers } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { matchingTexts } from '../patterns.ts'
import { newTable } from './catalog.ts'
import { errorsOf } from './batch.ts'
import { findDatabase, findTable } from './find.ts'
import { addIndex } from './partition-indexes.ts'
import { readTableInput, tableVersion } from './table.ts'

/** Members of which this fake knows without acting on them. */
const NOT_EMULATED = [
  'TransactionId',
  'QueryAsOfTime',
  'AttributesToGet',
  'ResourceShareType',
  'OpenTableFormatInput',
  'UpdateOpenTableFormatInput',
  'ViewUpdateAction',
  'Force',
]

/** The operations on tables. */
export function tableOperations(account: Account) {
  return {
    /** CreateTable (SDK text): the name is folded to lower case; the first version is 0. */
    CreateTable(input: CreateTableRequest): object {
      refuseMembers(account, input, NOT_EMULATED)
      const database = findDatabase(account, input)
      const definition = readTableInput(account, input.TableInput)
      if (database.tables.has(definition.Name)) {
        throw failure(account, 'AlreadyExistsException', 'Table already exists.')
      }
      const { Name: DatabaseName } = database.description
      const current = tableVersion(account, definition, { DatabaseName, version: 0 })
      const table = newTable(current)
      for (const index of input.PartitionIndexes ?? []) addIndex(account, table, index)
      database.tables.set(definition.Name, table)
      return {}
    },

    /** GetTable (SDK text). */
    GetTable(input: GetTableRequest): GetTableResponse {
      refuseMembers(account, input, NOT_EMULATED)
      const { current } = findTable(account, { ...input, TableName: input.Name })
      return { Table: structuredClone(current) }
    },

    /**
     * GetTables (SDK text), by name, up to 100 a call. `Expression` is a regular expression that
     * names must match as a whole.
     */
    GetTables(input: GetTablesRequest): GetTablesResponse {
      refuseMembers(account, input, NOT_EMULATED)
      const { tables } = findDatabase(account, input)
      const rule = { otherwise: 100, min: 1, max: 100 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const names = namesMatching(account, [...tables.keys()], input.Expression)
      const all = names.flatMap((name) => tables.get(name)?.current ?? [])
      const keyOf = ({ Name = '' }: Table) => Name
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { TableList: structuredClone(entries), ...token }
    },

    /**
     * UpdateTable (SDK text): replaces the whole definition and archives the version it replaces,
     * unless told otherwise. With a `VersionId` that is not the present one, it throws
     * ConcurrentModificationException (AWS's text as in apache/iceberg#8636).
     */
    UpdateTable(input: UpdateTableRequest): object {
      refuseMembers(account, input, NOT_EMULATED)
      const definition = readTableInput(account, input.TableInput)
      const table = findTable(account, { ...input, TableName: definition.Name })
      const { DatabaseName, CreateTime, VersionId } = table.current
      if (input.VersionId !== undefined && input.VersionId !== VersionId) {
        const message = 'Update table failed due to concurrent modifications.'
        throw failure(account, 'ConcurrentModificationException', message)
      }
      if (!input.SkipArchive) table.archive.push(table.current)
      const version = Number(VersionId) + 1
      table.current = tableVersion(account, definition, { DatabaseName, CreateTime, version })
      return {}
    },

    /** DeleteTable (SDK text). Versions and partitions go at once, not in the course of time. */
    DeleteTable(input: DeleteTableRequest): object {
      refuseMembers(account, input, NOT_EMULATED)
      const { current } = findTable(account, { ...input, TableName: input.Name })
      findDatabase(account, input).tables.delete(current.Name ?? '')
      return {}
    },

    /** BatchDeleteTable (SDK text): up to 100 tables; failures come in `Errors`. */
    BatchDeleteTable(input: BatchDeleteTableRequest): BatchDeleteTableResponse {
      refuseMembers(account, input, NOT_EMULATED)
      const { tables } = findDatabase(account, input)
      const member: [string, string[] | undefined] = ['tablesToDelete', input.TablesToDelete]
      const names = constraints.requireList(account, member, { max: 100 })
      const remove = (TableName: string) => {
        const { current } = findTable(account, { ...input, TableName })
        tables.delete(current.Name ?? '')
      }
      const failed = errorsOf(account, names, remove)
      return { Errors: failed.map(([TableName, ErrorDetail]) => ({ TableName, ErrorDetail })) }
    },
  }
}

function namesMatching(account: Account, names: string[], expression?: string): string[] {
  if (expression === undefined) return names
  try {
    return matchingTexts(expression, names)
  } catch (error) {
    // AWS's text is not published.
    throw invalidInput(account, `Cannot use the expression: ${(error as Error).message}`)
  }
}
