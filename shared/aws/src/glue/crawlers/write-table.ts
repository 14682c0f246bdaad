import type { StorageDescriptor, Table, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { newTable, type StoredDatabase, type StoredTable } from '../catalog/catalog.ts'
import { tableVersion } from '../catalog/table.ts'
import type { CrawlerConfiguration } from './configuration.ts'
import type { ChangeCount } from './crawler.ts'
import { UPDATED_BY, uniqueName } from './table-input.ts'

/** How a crawl may change what is in the catalog. */
export interface WritePolicy extends Pick<
  CrawlerConfiguration,
  'mergeNewColumns' | 'inheritFromTable'
> {
  /** `UPDATE_IN_DATABASE`, not `LOG`. */
  updates: boolean
}

/** What marks a table or partition that is no longer to be trusted. */
export const DEPRECATED_BY = 'DEPRECATED_BY_CRAWLER'

/**
 * Creates the table that a crawl found, or updates the one that is at its location, and returns
 * it. New tables are created whatever the policy is.
 */
export function writeTable(
  account: Account,
  database: StoredDatabase,
  {
    found,
    policy,
    count,
  }: { found: TableInput & { Name: string }; policy: WritePolicy; count: ChangeCount },
): StoredTable {
  const existing = tableAt(database, found)
  if (!existing) {
    count.created++
    return create(account, database, found)
  }
  const next = nextDefinition(account, existing.current, { found, policy })
  if (!next) return existing
  const { DatabaseName, CreateTime, VersionId } = existing.current
  const version = Number(VersionId) + 1
  const updated = tableVersion(account, next, { DatabaseName, CreateTime, version })
  if (isSame(existing.current, updated)) return existing
  existing.archive.push(existing.current)
  existing.current = updated
  count.updated++
  return existing
}

/** A storage descriptor as it is, with the columns of another that it lacks. */
export function withNewColumns(
  current: StorageDescriptor | undefined,
  found: StorageDescriptor | undefined,
): StorageDescriptor {
  const known = current?.Columns ?? []
  const names = new Set(known.map(({ Name }) => Name))
  const added = found?.Columns?.filter(({ Name }) => !names.has(Name)) ?? []
  return { ...current, Columns: [...known, ...added] }
}

/** Adds the mark to parameters, with the time in milliseconds since 1970. */
export function deprecated(account: Account, parameters: Record<string, string> | undefined) {
  return { ...parameters, [DEPRECATED_BY]: String(account.agenda.now()) }
}

function tableAt({ tables }: StoredDatabase, found: TableInput): StoredTable | undefined {
  const location = found.StorageDescriptor?.Location
  return [...tables.values()].find(
    ({ current }) =>
      withSlash(current.StorageDescriptor?.Location) === withSlash(location) &&
      (current.Parameters?.[UPDATED_BY] === found.Parameters?.[UPDATED_BY] ||
        current.Name === found.Name),
  )
}

function withSlash(location: string | undefined): string {
  return location?.endsWith('/') ? location : `${location}/`
}

function create(
  account: Account,
  { tables, description }: StoredDatabase,
  found: TableInput & { Name: string },
): StoredTable {
  const isTaken = tables.has(found.Name)
  const location = found.StorageDescriptor?.Location
  const Name = isTaken ? uniqueName(found.Name, location) : found.Name
  const { Name: DatabaseName } = description
  const current = tableVersion(account, { ...found, Name }, { DatabaseName, version: 0 })
  const table = newTable(current)
  tables.set(Name, table)
  return table
}

/**
 * What becomes of a table that is there, or undefined if it stays as it is. A table that gets new
 * columns only is deprecated when its format changes.
 */
function nextDefinition(
  account: Account,
  current: Table,
  { found, policy }: { found: TableInput & { Name: string }; policy: WritePolicy },
): (TableInput & { Name: string }) | undefined {
  const Name = current.Name ?? found.Name
  if (!policy.mergeNewColumns) return policy.updates ? { ...found, Name } : undefined
  const definition = { ...definitionOf(current), Name }
  const before = current.Parameters?.['classification']
  if (before !== undefined && before !== found.Parameters?.['classification']) {
    if (current.Parameters?.[DEPRECATED_BY] !== undefined) return undefined
    return { ...definition, Parameters: deprecated(account, current.Parameters) }
  }
  return {
    ...definition,
    StorageDescriptor: withNewColumns(current.StorageDescriptor, found.StorageDescriptor),
    Parameters: { ...current.Parameters, ...found.Parameters },
  }
}

/** The members of a table that its TableInput has. */
function definitionOf(table: Table): Omit<TableInput, 'Name'> {
  const {
    DatabaseName: _database,
    CreateTime: _created,
    UpdateTime: _updated,
    CreatedBy: _creator,
    IsRegisteredWithLakeFormation: _registered,
    CatalogId: _catalog,
    VersionId: _version,
    IsMultiDialectView: _dialects,
    ...definition
  } = table
  return definition as Omit<TableInput, 'Name'>
}

function isSame(a: Table, b: Table): boolean {
  return text(definitionOf(a)) === text(definitionOf(b))
}

/** The same text for definitions that differ only in the order of their members. */
function text(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
