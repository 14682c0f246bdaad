import type * as Glue from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import { allDatabases, allTables } from '../catalog/glue-catalog.ts'
import { isView, readView, type View } from '../catalog/view-text.ts'
import { TokenError, tokensOf } from '../statements/tokens.ts'
import { EngineRefusal } from './converse.ts'
import {
  type FileChoice,
  type Job,
  type JobTable,
  MAX_FILES,
  MAX_READ_BYTES,
  MAX_VIEW_TEXT,
} from './job.ts'
import { FileRefusal, filesAt, type HeldFile } from './table-files.ts'
import { partsOf } from './table-parts.ts'

/** What a query may see, and the contents of the files it asks for. */
export interface Snapshot {
  job: Job
  /** Throws `EngineRefusal` for more than 64 MiB. */
  contentsOf(files: FileChoice[]): Uint8Array[]
}

/**
 * Takes hold of all that a query may see: every table that is named anywhere in its text, and the
 * contents of its files as they are now. Contents never change, so they are shared and not copied.
 */
export function snapshot(
  account: Account,
  { sql, database }: { sql: string; database: string },
): Snapshot {
  const databases = allDatabases(account).map(({ Name = '' }) => Name)
  const held = new Map<string, HeldFile>()
  const tables = namedTables(account, { sql, database, databases }).map((named, index) =>
    hold(account, named, { index, held }),
  )
  const job = { sql, database, databases, tables, now: account.world.clock.now() }
  return {
    job,
    contentsOf: (files) => readAll(files.flatMap((choice) => held.get(choice.join()) ?? [])),
  }
}

/** A table that a query may name; where it is a view, what it is, or why it cannot be read. */
interface Named {
  table: Glue.Table
  view?: View | string
}

/**
 * Tables of which a name stands in the text, with or without its database, or in that of a view
 * among them: some are not meant.
 */
function namedTables(
  account: Account,
  { sql, database, databases }: { sql: string; database: string; databases: string[] },
): Named[] {
  const tables = new Map(databases.map((name) => [name, undefined as Glue.Table[] | undefined]))
  const found = new Map<Glue.Table, Named>()
  const texts = [{ sql, database }]
  let size = 0
  // Those that come to the list meanwhile are gone through, too.
  for (const text of texts) {
    const words = wordsOf(text.sql)
    for (const [name, known] of tables) {
      if (name !== text.database && !words.has(name)) continue
      const all = known ?? allTables(account, name)
      tables.set(name, all)
      for (const table of all) {
        if (!words.has(table.Name ?? '') || found.has(table)) continue
        const view = isView(table) ? viewIn(table, MAX_VIEW_TEXT - size) : undefined
        found.set(table, view === undefined ? { table } : { table, view })
        if (typeof view !== 'object') continue
        texts.push(view)
        size += lengthOf(table)
      }
    }
  }
  return [...found.values()]
}

function viewIn(table: Glue.Table, left: number): View | string {
  if (lengthOf(table) > left) return `more than ${MAX_VIEW_TEXT} characters of views`
  return readView(table) ?? 'views that Athena has not made'
}

function lengthOf({ ViewOriginalText = '' }: Glue.Table): number {
  return ViewOriginalText.length
}

function wordsOf(sql: string): Set<string> {
  try {
    const names = tokensOf(sql).filter(({ kind }) => kind === 'word' || kind === 'name')
    return new Set(names.map(({ value }) => value.toLowerCase()))
  } catch (error) {
    // A view may say anything; the engine finds out what is wrong with it.
    if (error instanceof TokenError) return new Set()
    throw error
  }
}

function hold(
  account: Account,
  { table, view }: Named,
  { index, held }: { index: number; held: Map<string, HeldFile> },
): JobTable {
  const { DatabaseName = '', Name = '', StorageDescriptor, PartitionKeys } = table
  const described: JobTable = {
    database: DatabaseName,
    name: Name,
    columns: columnsOf(StorageDescriptor?.Columns),
    partitionKeys: columnsOf(PartitionKeys),
    parts: [],
  }
  if (typeof view === 'string') return { ...described, refused: view }
  if (view) {
    const columns = view.columns.map(({ name }) => name.toLowerCase())
    return { ...described, view: { sql: view.sql, database: view.database, columns } }
  }
  try {
    return { ...described, ...holdParts(account, table, { index, held }) }
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error
    return { ...described, refused: error.message }
  }
}

function holdParts(
  account: Account,
  table: Glue.Table,
  { index, held }: { index: number; held: Map<string, HeldFile> },
): Pick<JobTable, 'parts' | 'refused'> {
  const places = partsOf(account, table)
  if (typeof places === 'string') return { refused: places, parts: [] }
  const parts: JobTable['parts'] = []
  for (const { location, ...part } of places) {
    const files = filesAt(account, location, MAX_FILES - held.size + 1)
    for (const [place, file] of files.entries()) {
      held.set([index, parts.length, place].join(), file)
    }
    parts.push({ ...part, files: files.map(({ key, size }) => ({ key, size })) })
    if (held.size > MAX_FILES) {
      return { parts: [], refused: `queries over more than ${MAX_FILES} files` }
    }
  }
  return { parts }
}

function columnsOf(columns: Glue.Column[] = []): JobTable['columns'] {
  return columns.map(({ Name = '', Type = 'string' }) => ({ name: Name.toLowerCase(), type: Type }))
}

function readAll(files: HeldFile[]): Uint8Array[] {
  const size = files.reduce((sum, file) => sum + file.size, 0)
  if (size > MAX_READ_BYTES) {
    const limit = `${MAX_READ_BYTES / 2 ** 20} MiB`
    throw new EngineRefusal(
      `The engine reads ${limit} for a query, and this one asks for ${size} bytes`,
    )
  }
  return files.map(({ chunks }) => (chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)))
}
