import { mergeFields, type StructField } from './column-type.ts'
import type { Folder, ReadFile } from './folder.ts'

/** Files that make a table, or a partition of one. */
export interface FileGroup {
  /** The key of the folder, or of the file that is a table by itself. */
  prefix: string
  files: ReadFile[]
}

/** A table as a crawl finds it. */
export interface FoundTable extends FileGroup {
  /** The partitions with the names of the folders that lead to them; none without partitions. */
  partitions: (FileGroup & { folders: string[] })[]
}

/** How a crawler's `Configuration` tells it to group. */
export interface GroupingOptions {
  /** `CombineCompatibleSchemas`: how similar the columns are does not matter. */
  combine: boolean
  /** `TableLevelConfiguration`: how deep tables are; the bucket is at level 1. */
  level: number | undefined
}

/** What part of the column names of two schemas must be common; AWS does not publish its measure. */
const SIMILARITY = 0.5

/**
 * Groups the files below a folder into tables, and folders into partitions of them (developer
 * guide, "How does a crawler determine when to create partitions?"): where most folders at a level
 * are similar, they are partitions of one table at the folder above. Folders are similar if they
 * have the same format, compression and depth, and most of their columns.
 *
 * Files in one folder that are not similar are tables of their own.
 */
export function groupTables(folder: Folder, options: GroupingOptions): FoundTable[] {
  const level = folder.prefix === '' ? 1 : folder.prefix.split('/').length + 1
  const isAbove = options.level !== undefined && level < options.level
  const isAt = options.level !== undefined && level >= options.level
  const rules = { ...options, combine: options.combine || isAt }
  const below = [...folder.folders].flatMap(([name, inner]) =>
    groupTables(inner, options).map((table) => ({ name, table })),
  )
  const own = isAbove ? [] : tablesOfFiles(folder, rules)
  const all = below.map(({ table }) => table)
  if (isAbove) return all
  const merged = own.length === 0 ? mostSimilar(below, rules) : []
  if (merged.length === 0) return [...own, ...all]
  const rest = all.filter((table) => merged.every((entry) => entry.table !== table))
  return [partitioned(folder.prefix, merged), ...rest]
}

/** The columns of all files, in the order in which they were first seen. */
export function columnsOf(files: readonly ReadFile[]): StructField[] {
  return files.map(({ schema }) => schema.columns).reduce(mergeFields, [])
}

/** A table below a folder, and by which of its folders it was found. */
interface Below {
  name: string
  table: FoundTable
}

function tablesOfFiles(folder: Folder, options: GroupingOptions): FoundTable[] {
  const { files, prefix } = folder
  if (files.length === 0) return []
  const asTable = (file: ReadFile) => ({ prefix, files: [file], partitions: [] })
  const [first, ...others] = files.map(asTable)
  if (first && others.every((other) => areSimilar(first, other, options))) {
    return [{ prefix, files, partitions: [] }]
  }
  return files.map((file) => ({ prefix: file.key, files: [file], partitions: [] }))
}

/** The largest set of folders that are similar to one of them, if it is more than half of them. */
function mostSimilar(below: Below[], options: GroupingOptions): Below[] {
  const names = new Set(below.map(({ name }) => name))
  // A folder with several tables in it cannot be one partition.
  const single = below.filter((a) => below.every((b) => a === b || a.name !== b.name))
  const sets = single.map((a) => single.filter((b) => areSimilar(a.table, b.table, options)))
  const largest = sets.toSorted((a, b) => b.length - a.length)[0] ?? []
  return largest.length * 2 > names.size ? largest : []
}

function areSimilar(a: FoundTable, b: FoundTable, { combine }: GroupingOptions): boolean {
  const [left, right] = [a.files[0]?.schema, b.files[0]?.schema]
  if (left?.classification !== right?.classification) return false
  if (left?.compression !== right?.compression || depthOf(a) !== depthOf(b)) return false
  if (combine) return true
  const [names, others] = [a, b].map(({ files }) => new Set(columnsOf(files).map((c) => c.name)))
  const common = names?.intersection(others ?? new Set()).size ?? 0
  return common >= SIMILARITY * (names?.union(others ?? new Set()).size ?? 0)
}

function depthOf({ partitions }: FoundTable): number {
  return partitions[0]?.folders.length ?? 0
}

function partitioned(prefix: string, below: readonly Below[]): FoundTable {
  const partitions = below.flatMap(({ name, table }) =>
    table.partitions.length === 0
      ? [{ prefix: table.prefix, files: table.files, folders: [name] }]
      : table.partitions.map((inner) => ({ ...inner, folders: [name, ...inner.folders] })),
  )
  return { prefix, files: below.flatMap(({ table }) => table.files), partitions }
}
