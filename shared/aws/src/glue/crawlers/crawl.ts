import type { Account } from '../account.ts'
import { partitionId, type StoredDatabase } from '../catalog/catalog.ts'
import { parseConfiguration } from './configuration.ts'
import { type CrawlChanges, type Crawler, noChanges } from './crawler.ts'
import { findTables, type TableInS3 } from './find-tables.ts'
import type { FileGroup } from './grouping.ts'
import { removeMissing, type WrittenTable } from './remove-missing.ts'
import { partitionInputs } from './table-input.ts'
import { writePartitions } from './write-partitions.ts'
import { type WritePolicy, writeTable } from './write-table.ts'

/**
 * Crawls what a crawler is told to, as S3 is now, and writes what it finds into the catalog.
 * Returns what changed. Throws whatever S3 throws, and RangeError for more tables than allowed;
 * then the catalog stays as it was.
 */
export function crawl(account: Account, crawler: Crawler): CrawlChanges {
  const { SchemaChangePolicy } = crawler.definition
  const configuration = parseConfiguration(crawler.definition.Configuration)
  const found = findTables(account, crawler, configuration)
  if (found.length > configuration.tableThreshold) {
    throw new RangeError(
      `The number of tables detected by crawler: ${found.length} is greater than the table ` +
        `threshold value provided: ${configuration.tableThreshold}`,
    )
  }
  const changes = noChanges()
  const updates = SchemaChangePolicy?.UpdateBehavior !== 'LOG'
  const policy = { ...configuration, updates }
  const isSeen = seenBefore(crawler)
  const written = found.flatMap((entry) => write(account, entry, { policy, changes, isSeen }))
  if (!isIncremental(crawler) && SchemaChangePolicy?.DeleteBehavior !== 'LOG') {
    const deletes = SchemaChangePolicy?.DeleteBehavior === 'DELETE_FROM_DATABASE'
    removeMissing(account, { crawler, written, deletes, changes })
  }
  crawler.knownFolders = new Set(
    found.flatMap(({ table, writer }) =>
      table.files.map(({ key }) => folderOf(writer.bucket, key)),
    ),
  )
  return changes
}

function write(
  account: Account,
  { table, writer, databaseName, input }: TableInS3,
  {
    policy,
    changes,
    isSeen,
  }: { policy: WritePolicy; changes: CrawlChanges; isSeen: ReturnType<typeof seenBefore> },
): WrittenTable[] {
  if (isSeen(writer.bucket, table)) return []
  const database = databaseFor(account, databaseName)
  const stored = writeTable(account, database, { found: input, policy, count: changes.tables })
  const all = partitionInputs(table, writer)
  const found = all.filter((_, index) => {
    const partition = table.partitions[index]
    return !partition || !isSeen(writer.bucket, partition)
  })
  writePartitions(account, stored, { found, policy, count: changes.partitions })
  return [{ table: stored, partitionIds: new Set(all.map(({ Values }) => partitionId(Values))) }]
}

/** Whether a crawl leaves alone what an earlier one has seen (SDK text, RecrawlPolicy). */
function isIncremental({ definition, crawls }: Crawler): boolean {
  const hasCrawled = crawls.some(({ state }) => state === 'COMPLETED')
  return hasCrawled && definition.RecrawlPolicy?.RecrawlBehavior === 'CRAWL_NEW_FOLDERS_ONLY'
}

/** Tells of which files the crawl has nothing to say, for it knows all of their folders. */
function seenBefore(crawler: Crawler): (bucket: string, group: FileGroup) => boolean {
  if (!isIncremental(crawler)) return () => false
  return (bucket, { files }) =>
    files.every(({ key }) => crawler.knownFolders.has(folderOf(bucket, key)))
}

function folderOf(bucket: string, key: string): string {
  return `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`
}

/** A crawler makes the database that it writes to, if it is not there. */
function databaseFor(account: Account, name: string): StoredDatabase {
  const { databases } = account.catalog
  const description = {
    Name: name,
    CreateTime: new Date(account.agenda.now()),
    CatalogId: account.world.accountId,
  }
  const database = databases.get(name) ?? { description, tables: new Map() }
  databases.set(name, database)
  return database
}
