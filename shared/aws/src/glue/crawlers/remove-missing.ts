import type { Account } from '../account.ts'
import type { StoredTable } from '../catalog/catalog.ts'
import { tableVersion } from '../catalog/table.ts'
import { type CrawlChanges, type Crawler, databaseOf } from './crawler.ts'
import { parseS3Path } from './s3-files.ts'
import { UPDATED_BY } from './table-input.ts'
import { DEPRECATED_BY, deprecated } from './write-table.ts'

/** A table that a crawl wrote, with the partitions it has in S3. */
export interface WrittenTable {
  table: StoredTable
  partitionIds: Set<string>
}

/**
 * Deletes or deprecates what a crawler once wrote and no longer finds: tables below its targets,
 * and partitions of tables it does find (developer guide, "Setting crawler configuration options").
 */
export function removeMissing(
  account: Account,
  {
    crawler,
    written,
    deletes,
    changes,
  }: { crawler: Crawler; written: WrittenTable[]; deletes: boolean; changes: CrawlChanges },
): void {
  const database = account.catalog.databases.get(databaseOf(crawler))
  const found = new Set(written.map(({ table }) => table))
  for (const [name, table] of database?.tables ?? []) {
    if (found.has(table) || !isOf(crawler, table)) continue
    if (deletes) database?.tables.delete(name)
    else if (!deprecateTable(account, table)) continue
    changes.tables.deleted++
  }
  for (const { table, partitionIds } of written) {
    for (const [id, partition] of table.partitions) {
      if (partitionIds.has(id)) continue
      const isMarked = partition.Parameters?.[DEPRECATED_BY] !== undefined
      if (deletes) table.partitions.delete(id)
      else if (isMarked) continue
      else partition.Parameters = deprecated(account, partition.Parameters)
      changes.partitions.deleted++
    }
  }
}

function isOf({ definition }: Crawler, { current }: StoredTable): boolean {
  if (current.Parameters?.[UPDATED_BY] !== definition.Name) return false
  const place = parseS3Path(current.StorageDescriptor?.Location ?? '')
  return (definition.Targets?.S3Targets ?? []).some(({ Path = '' }) => {
    const target = parseS3Path(Path)
    const root = target?.prefix === '' ? '' : `${target?.prefix}/`
    return target?.bucket === place?.bucket && `${place?.prefix}/`.startsWith(root)
  })
}

/** Returns false if the table was deprecated already. */
function deprecateTable(account: Account, table: StoredTable): boolean {
  const { current } = table
  if (current.Parameters?.[DEPRECATED_BY] !== undefined) return false
  const { DatabaseName, CreateTime, VersionId } = current
  const Parameters = deprecated(account, current.Parameters)
  const input = { ...current, Name: current.Name ?? '', Parameters }
  const kept = { DatabaseName, CreateTime, version: Number(VersionId) + 1 }
  table.archive.push(current)
  table.current = tableVersion(account, input, kept)
  return true
}
