import type { S3Target, TableInput } from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { findTable } from '../catalog/find.ts'
import type { StoredClassifier } from './classifiers.ts'
import { type Crawler, databaseOf } from './crawler.ts'
import { folderTree, type ReadFile } from './folder.ts'
import { type FoundTable, type GroupingOptions, groupTables } from './grouping.ts'
import { MAX_FILE, recognize } from './recognize.ts'
import { listFiles, parseS3Path, readFile, s3Of, type S3Place } from './s3-files.ts'
import { tableInput, type TableWriter } from './table-input.ts'

/** A table that is in S3, and what the catalog is to have of it. */
export interface TableInS3 {
  table: FoundTable
  writer: TableWriter
  databaseName: string
  input: TableInput & { Name: string }
}

/** Reads a crawler's targets. Throws whatever S3 and the catalog throw. */
export function findTables(
  account: Account,
  crawler: Crawler,
  options: GroupingOptions,
): TableInS3[] {
  const { S3Targets = [], CatalogTargets = [] } = crawler.definition.Targets ?? {}
  const inS3 = S3Targets.flatMap((target) => inTarget(account, crawler, { target, options }))
  const known = CatalogTargets.flatMap(({ DatabaseName, Tables = [] }) =>
    Tables.flatMap((TableName) => ofTable(account, crawler, { DatabaseName, TableName })),
  )
  return [...inS3, ...known]
}

function inTarget(
  account: Account,
  crawler: Crawler,
  { target, options }: { target: S3Target; options: GroupingOptions },
): TableInS3[] {
  const place = parseS3Path(target.Path ?? '')
  if (!place) return []
  const files = readFiles(account, place, { target, classifiers: classifiersOf(account, crawler) })
  const writer = writerOf(crawler, place, target)
  return tablesIn(place, files, options).map((table) => ({
    table,
    writer,
    databaseName: databaseOf(crawler),
    input: tableInput(table, writer),
  }))
}

/**
 * What is at the location of a table in the catalog, all of it one table (developer guide, "Crawler
 * source type").
 */
function ofTable(
  account: Account,
  crawler: Crawler,
  reference: { DatabaseName: string | undefined; TableName: string },
): TableInS3[] {
  const { current } = findTable(account, reference)
  const place = parseS3Path(current.StorageDescriptor?.Location ?? '')
  if (!place) return []
  const classifiers = classifiersOf(account, crawler)
  const files = readFiles(account, place, { target: {}, classifiers })
  const table = tablesIn(place, files, { combine: true, level: undefined }).find(
    ({ prefix }) => prefix === place.prefix,
  )
  if (!table) return []
  const writer = writerOf(crawler, place, {})
  const { Name = '', DatabaseName: databaseName = '' } = current
  return [{ table, writer, databaseName, input: { ...tableInput(table, writer), Name } }]
}

function tablesIn(place: S3Place, files: ReadFile[], options: GroupingOptions): FoundTable[] {
  const [only] = files
  // The path may be that of an object, not of a folder.
  if (only?.key === place.prefix) return [{ prefix: only.key, files: [only], partitions: [] }]
  return groupTables(folderTree(place.prefix, files), options)
}

function writerOf(
  { definition }: Crawler,
  { bucket }: S3Place,
  { Exclusions = [] }: S3Target,
): TableWriter {
  const { Name: crawlerName, TablePrefix: tablePrefix = '' } = definition
  return { crawlerName, bucket, tablePrefix, exclusions: Exclusions }
}

function classifiersOf({ classifiers }: Account, { definition }: Crawler): StoredClassifier[] {
  return (definition.Classifiers ?? []).flatMap((name) => classifiers.get(name) ?? [])
}

function readFiles(
  account: Account,
  place: S3Place,
  { target, classifiers }: { target: S3Target; classifiers: StoredClassifier[] },
): ReadFile[] {
  const s3 = s3Of(account)
  const { patience, readingPatience } = account
  const byFolder = Map.groupBy(listFiles(s3, place, target), ({ key }) =>
    key.slice(0, key.lastIndexOf('/') + 1),
  )
  const sampled = [...byFolder.values()].flatMap((files) => files.slice(0, target.SampleSize))
  return sampled.flatMap((file): ReadFile[] => {
    // Of one object made of copies of another, whoever emulates it has not the memory.
    if (file.size > MAX_FILE) throw tooMuch(`a file of ${file.size} bytes`)
    if (readingPatience.left === 0) throw tooMuch('so many files')
    const schema = readingPatience.spend(() =>
      recognize(readFile(s3, place.bucket, file.key), { classifiers, patience }),
    )
    return schema ? [{ ...file, schema }] : []
  })
}

function tooMuch(what: string): RangeError {
  return new RangeError(`The embedded AWS does not crawl ${what}`)
}
