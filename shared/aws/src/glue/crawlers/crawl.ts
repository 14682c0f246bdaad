import type { S3Target, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { partitionId, type StoredDatabase } from '../catalog/catalog.ts'
import type { StoredClassifier } from './classifiers.ts'
import { type CrawlerConfiguration, parseConfiguration } from './configuration.ts'
import type { CrawlChanges, Crawler } from './crawler.ts'
import { folderTree, type ReadFile } from './folder.ts'
import { type FoundTable, groupTables } from './grouping.ts'
import { recognize } from './recognize.ts'
import { removeMissing, type WrittenTable } from './remove-missing.ts'
import { listFiles, parseS3Path, readFile, s3Of, type S3Place } from './s3-files.ts'
import { partitionInputs, tableInput, type TableWriter } from './table-input.ts'
import { writePartitions } from './write-partitions.ts'
import { writeTable } from './write-table.ts'

/** The database of crawlers that name none (developer guide, "How crawlers work"). */
const DEFAULT_DATABASE = 'default'

/**
 * Crawls what a crawler is told to, as S3 is now, and writes what it finds into the catalog.
 * Returns what changed. Throws whatever S3 throws.
 */
export function crawl(account: Account, crawler: Crawler): CrawlChanges {
  const { definition } = crawler
  const configuration = parseConfiguration(definition.Configuration)
  const targets = definition.Targets?.S3Targets ?? []
  const found = targets.flatMap((target) => findTables(account, crawler, { target, configuration }))
  if (found.length > configuration.tableThreshold) {
    throw new RangeError(
      `The number of tables detected by crawler: ${found.length} is greater than the table ` +
        `threshold value provided: ${configuration.tableThreshold}`,
    )
  }
  const changes = {
    tables: { created: 0, updated: 0, deleted: 0 },
    partitions: { created: 0, updated: 0, deleted: 0 },
  }
  const database = databaseFor(account, definition.DatabaseName ?? DEFAULT_DATABASE)
  const isIncremental = onlyNewFolders(crawler)
  const { UpdateBehavior, DeleteBehavior } = definition.SchemaChangePolicy ?? {}
  const policy = { ...configuration, updates: UpdateBehavior !== 'LOG' }
  const written = found.flatMap(({ table, writer }): WrittenTable[] => {
    const isKnown = ({ files }: { files: ReadFile[] }) =>
      files.every(({ key }) => crawler.knownFolders.has(folderOf(writer.bucket, key)))
    if (isIncremental && isKnown(table)) return []
    const input: TableInput & { Name: string } = tableInput(table, writer)
    const stored = writeTable(account, database, { found: input, policy, count: changes.tables })
    const all = partitionInputs(table, writer)
    const fresh = all.filter((_, index) => {
      const partition = table.partitions[index]
      return !isIncremental || !partition || !isKnown(partition)
    })
    writePartitions(account, stored, { found: fresh, policy, count: changes.partitions })
    return [{ table: stored, partitionIds: new Set(all.map(({ Values }) => partitionId(Values))) }]
  })
  if (!isIncremental && DeleteBehavior !== 'LOG') {
    const deletes = DeleteBehavior === 'DELETE_FROM_DATABASE'
    removeMissing(account, database, { crawler, written, deletes, changes })
  }
  crawler.knownFolders = new Set(
    found.flatMap(({ table, writer }) =>
      table.files.map(({ key }) => folderOf(writer.bucket, key)),
    ),
  )
  return changes
}

/** Whether a crawl leaves alone what an earlier one has seen (SDK text, RecrawlPolicy). */
function onlyNewFolders({ definition, crawls }: Crawler): boolean {
  const hasCrawled = crawls.some(({ state }) => state === 'COMPLETED')
  return hasCrawled && definition.RecrawlPolicy?.RecrawlBehavior === 'CRAWL_NEW_FOLDERS_ONLY'
}

function findTables(
  account: Account,
  { definition }: Crawler,
  { target, configuration }: { target: S3Target; configuration: CrawlerConfiguration },
): { table: FoundTable; writer: TableWriter }[] {
  const place = parseS3Path(target.Path ?? '')
  if (!place) return []
  const classifiers = (definition.Classifiers ?? []).flatMap(
    (name) => account.classifiers.get(name) ?? [],
  )
  const files = readFiles(account, { place, target, classifiers })
  const writer = {
    crawlerName: definition.Name,
    bucket: place.bucket,
    tablePrefix: definition.TablePrefix ?? '',
    exclusions: target.Exclusions ?? [],
  }
  return tablesIn(place, files, configuration).map((table) => ({ table, writer }))
}

function tablesIn(place: S3Place, files: ReadFile[], configuration: CrawlerConfiguration) {
  const [only] = files
  // The path may be that of an object, not of a folder.
  if (only?.key === place.prefix) return [{ prefix: only.key, files: [only], partitions: [] }]
  return groupTables(folderTree(place.prefix, files), configuration)
}

function readFiles(
  account: Account,
  {
    place,
    target,
    classifiers,
  }: { place: S3Place; target: S3Target; classifiers: StoredClassifier[] },
): ReadFile[] {
  const s3 = s3Of(account)
  const inFolder = new Map<string, number>()
  return listFiles(s3, place, target).flatMap((file): ReadFile[] => {
    const folder = folderOf(place.bucket, file.key)
    const seen = inFolder.get(folder) ?? 0
    inFolder.set(folder, seen + 1)
    if (seen >= (target.SampleSize ?? Number.POSITIVE_INFINITY)) return []
    const schema = recognize(readFile(s3, place.bucket, file.key), classifiers)
    return schema ? [{ ...file, schema }] : []
  })
}

function folderOf(bucket: string, key: string): string {
  return `${bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`
}

/** A crawler makes the database that it writes to, if it is not there. */
function databaseFor(account: Account, name: string): StoredDatabase {
  const { databases } = account.catalog
  const Name = name.toLowerCase()
  const description = {
    Name,
    CreateTime: new Date(account.world.clock.now()),
    CatalogId: account.world.accountId,
  }
  const database = databases.get(Name) ?? { description, tables: new Map() }
  databases.set(Name, database)
  return database
}
