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
 * Files in one folder that are not similar are tables of their own. Files above the level that the
 * options name are in no table.
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
  return mergeFields(files.map(({ schema }) => schema.columns))
}

/** A table below a folder, and by which of its folders it was found. */
interface Below {
  name: string
  table: FoundTable
}

function tablesOfFiles(folder: Folder, options: GroupingOptions): FoundTable[] {
  const { files, prefix } = folder
  if (files.length === 0) return []
  const shapes = files.map((file) => shapeOf({ prefix, files: [file], partitions: [] }, options))
  const [first = ''] = shapes
  if (shapes.every((shape) => areSimilar(first, shape))) return [{ prefix, files, partitions: [] }]
  return files.map((file) => ({ prefix: file.key, files: [file], partitions: [] }))
}

/** The largest set of folders that are similar to one of them, if it is more than half of them. */
function mostSimilar(below: Below[], options: GroupingOptions): Below[] {
  const byName = Map.groupBy(below, ({ name }) => name)
  // A folder with several tables in it cannot be one partition.
  const single = [...byName.values()].flatMap((entries) => (entries.length === 1 ? entries : []))
  const byShape = Map.groupBy(single, ({ table }) => shapeOf(table, options))
  const sets = [...byShape.keys()].map((shape) =>
    single.filter(({ table }) => areSimilar(shape, shapeOf(table, options))),
  )
  const largest = sets.toSorted((a, b) => b.length - a.length)[0] ?? []
  return largest.length * 2 > byName.size ? largest : []
}

/**
 * What tells whether tables are similar, as a text: first what must be the same, then the names of
 * the columns, unless they do not matter.
 */
function shapeOf({ files, partitions }: FoundTable, { combine }: GroupingOptions): string {
  const { classification, compression } = files[0]?.schema ?? {}
  const names = combine ? [] : columnsOf(files).map(({ name }) => name)
  const depth = partitions[0]?.folders.length ?? 0
  return [`${classification} ${compression} ${depth}`, ...names].join('\n')
}

function areSimilar(a: string, b: string): boolean {
  if (a === b) return true
  const [[kind, ...names], [otherKind, ...others]] = [a.split('\n'), b.split('\n')]
  if (kind !== otherKind) return false
  const common = new Set(names).intersection(new Set(others)).size
  return common >= SIMILARITY * new Set([...names, ...others]).size
}

function partitioned(prefix: string, below: readonly Below[]): FoundTable {
  const partitions = below.flatMap(({ name, table }) =>
    table.partitions.length === 0
      ? [{ prefix: table.prefix, files: table.files, folders: [name] }]
      : table.partitions.map((inner) => ({ ...inner, folders: [name, ...inner.folders] })),
  )
  return { prefix, files: below.flatMap(({ table }) => table.files), partitions }
}
