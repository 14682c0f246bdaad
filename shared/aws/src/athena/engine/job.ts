/** What the engine's process is told, and what it answers. Everything here is plain data. */

/** Stored bytes that one query may read: 64 MiB. */
export const MAX_READ_BYTES = 64 * 2 ** 20

/** Bytes of one query's files when decompressed: 256 MiB. */
export const MAX_DECODED_BYTES = 256 * 2 ** 20

/** Objects that the tables of one query may have. */
export const MAX_FILES = 10_000

/** Rows of one result. */
export const MAX_ROWS = 100_000

/** Partitions that one statement writes (user guide, "CTAS and INSERT INTO"). */
export const MAX_PARTITIONS = 100

/** Bytes of what the engine's process answers: 64 MiB. */
export const MAX_ANSWER_BYTES = 64 * 2 ** 20

/** A column of a table, with its Hive type, as in `array<int>`. */
export interface TableColumn {
  name: string
  type: string
}

/** How files are read. */
export type FileFormat =
  | { kind: 'lazy'; delimiter: string; escape: string | undefined; nullText: string; skip: number }
  | { kind: 'open-csv'; delimiter: string; quote: string; escape: string; skip: number }
  | { kind: 'json'; ignoreMalformed: boolean }
  | { kind: 'parquet' }
  | { kind: 'refused'; reason: string }

/** A file of a table; its content is sent when it is asked for. */
export interface TableFile {
  key: string
  size: number
}

/** A partition, or the whole of a table that has none. */
export interface TablePart {
  /** As the catalog has them, a text for each partition key. */
  values: string[]
  format: FileFormat
  files: TableFile[]
}

/** A table that a query may name. */
export interface JobTable {
  database: string
  name: string
  columns: TableColumn[]
  partitionKeys: TableColumn[]
  parts: TablePart[]
  /** Why it cannot be read at all, if it cannot. */
  refused?: string
  /** What stands for it, if it is a view. */
  view?: { sql: string; database: string; columns: string[] }
}

/** How often views may stand in one query, those in views included. */
export const MAX_VIEWS = 100

/** Characters that Glue keeps of all views that one query names. */
export const MAX_VIEW_TEXT = 2 ** 20

/** A query, and all that it may see. */
export interface Job {
  sql: string
  /** The database of tables without one. */
  database: string
  /** The names of all databases: the others do not exist. */
  databases: string[]
  tables: JobTable[]
  /** The virtual present, in milliseconds since 1970. */
  now: number
  /** Whether the rows are wanted as the files of a new table. */
  write?: FileWriting | undefined
  /** Whether the columns alone are wanted, for a view of this name; no file is read. */
  describe?: { database: string; name: string } | undefined
}

/** How the files of a table, or those of UNLOAD, are written. */
export interface FileWriting {
  format: 'parquet' | 'textfile' | 'json'
  codec: 'GZIP' | 'SNAPPY' | 'UNCOMPRESSED'
  /** Between the fields of text files. */
  delimiter: string
  /** Before what would end a field of text files; by default nothing is. */
  escape?: string | undefined
  /** Where a field of text files has no value; by default `\\N`. */
  nullText?: string
  /** The columns whose values make partitions: the last ones, in this order. */
  partitionedBy: string[]
  /** What the rows have to be made, for a table that is there. */
  into?: InsertColumns
}

/** The columns of a table that rows are inserted into. */
export interface InsertColumns {
  /** All, the partition keys last. */
  all: TableColumn[]
  /** The names of those that the query gives, in its order; the others become NULL. */
  given: string[]
}

/** A file that a query wrote. */
export interface WrittenFile {
  /** The values of its partition, in the order of `partitionedBy`. */
  values: string[]
  /** In base64. */
  content: string
  rows: number
}

/** Which files a query reads: table, partition and file, by their place in the job. */
export type FileChoice = [table: number, part: number, file: number]

/** The first message of the engine's process. */
export interface Wanted {
  status: 'wanted'
  files: FileChoice[]
}

/** A column of a result. */
export interface ResultColumn {
  name: string
  /** Athena's name of its type, as in `varchar`. */
  type: string
  precision: number
  scale: number
  /** The Hive type that a new table would have. */
  hiveType: string
}

/** The last message of the engine's process. */
export type Answer =
  | {
      status: 'done'
      columns: ResultColumn[]
      /** Values as Athena writes them; null where there is none. */
      rows: (string | null)[][]
      bytesScanned: number
      /** Instead of rows, where files were asked for. */
      files?: WrittenFile[]
    }
  | { status: 'failed'; reason: string; kind: FailureKind; bytesScanned: number }

/** Whose fault a failure is: the query's, or a limit or gap of this fake. */
export type FailureKind = 'query' | 'not-emulated'
