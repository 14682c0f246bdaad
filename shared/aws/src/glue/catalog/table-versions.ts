import type {
  BatchDeleteTableVersionRequest,
  BatchDeleteTableVersionResponse,
  DeleteTableVersionRequest,
  GetTableVersionRequest,
  GetTableVersionResponse,
  GetTableVersionsRequest,
  GetTableVersionsResponse,
  Table,
  TableVersion,
} from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { invalidInput, notFound } from '../refusal.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { errorsOf } from './batch.ts'
import type { StoredTable } from './catalog.ts'
import { findTable } from './find.ts'

/** The operations on versions of tables. */
export function tableVersionOperations(account: Account) {
  return {
    /** GetTableVersion (SDK text); without a VersionId, it is the present version. */
    GetTableVersion(input: GetTableVersionRequest): GetTableVersionResponse {
      const table = findTable(account, input)
      const { VersionId = table.current.VersionId } = input
      const found = versionsOf(table).find((version) => version.VersionId === VersionId)
      if (!found) throw versionNotFound(account, VersionId)
      return { TableVersion: describe(found) }
    },

    /** GetTableVersions (SDK text), the latest first, up to 100 a call. */
    GetTableVersions(input: GetTableVersionsRequest): GetTableVersionsResponse {
      const rule = { otherwise: 100, min: 1, max: 100 }
      const limit = constraints.optionalInteger(account, ['maxResults', input.MaxResults], rule)
      const all = versionsOf(findTable(account, input))
      const keyOf = ({ VersionId }: Table) => latestFirst(Number(VersionId))
      const { entries, token } = pageOf(account, all, { ...input, limit, keyOf })
      return { TableVersions: entries.map(describe), ...token }
    },

    /** DeleteTableVersion (SDK text). The present version cannot be deleted. */
    DeleteTableVersion(input: DeleteTableVersionRequest): object {
      const id = constraints.requireText(account, ['versionId', input.VersionId], { max: 255 })
      removeVersion(account, findTable(account, input), id)
      return {}
    },

    /** BatchDeleteTableVersion (SDK text): up to 100 versions; failures come in `Errors`. */
    BatchDeleteTableVersion(
      input: BatchDeleteTableVersionRequest,
    ): BatchDeleteTableVersionResponse {
      const table = findTable(account, input)
      const { Name: TableName } = table.current
      const member: [string, string[] | undefined] = ['versionIds', input.VersionIds]
      const ids = constraints.requireList(account, member, { max: 100 })
      const failed = errorsOf(account, ids, (id) => removeVersion(account, table, id))
      return {
        Errors: failed.map(([VersionId, ErrorDetail]) => ({ TableName, VersionId, ErrorDetail })),
      }
    },
  }
}

function versionsOf(table: StoredTable): Table[] {
  return [...table.archive, table.current]
}

function describe(table: Table): TableVersion {
  return { Table: structuredClone(table), VersionId: table.VersionId }
}

/** A key by which higher numbers come first. */
function latestFirst(version: number): string {
  return String(Number.MAX_SAFE_INTEGER - version).padStart(16, '0')
}

function removeVersion(account: Account, table: StoredTable, id: string): void {
  if (table.current.VersionId === id) {
    // AWS's text is not published.
    throw invalidInput(account, 'Cannot delete the current version of a table.')
  }
  const index = table.archive.findIndex(({ VersionId }) => VersionId === id)
  if (index < 0) throw versionNotFound(account, id)
  table.archive.splice(index, 1)
}

function versionNotFound(account: Account, id: string | undefined): Error {
  return notFound(account, `Table version ${id} not found.`)
}
