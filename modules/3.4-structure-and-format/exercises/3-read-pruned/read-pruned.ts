export type Value = string | number | bigint | boolean | null

export interface Chunk {
  /** First byte in the file. */
  start: number
  /** Number of bytes. */
  bytes: number
  min?: Value
  max?: Value
  /** False if `min` or `max` was cut and may be no value of the column. */
  exact?: boolean
  nulls?: number
}

export interface RowGroup {
  rows: number
  columns: Record<string, Chunk>
}

export interface Filter {
  column: string
  op: '=' | '!=' | '<' | '<=' | '>' | '>='
  /** Never null. */
  value: Value
}

export interface Query {
  columns: string[]
  filters: Filter[]
}

export interface RemoteFile {
  size: number
  /** The bytes from `start` up to, not including, `end`. */
  read(start: number, end: number): Promise<Uint8Array>
}

export interface Deps {
  decodeFooter(footer: Uint8Array): Promise<RowGroup[]>
  /** The values of a chunk, one for each row of the group with this number. */
  decodeColumn(chunk: Uint8Array, group: number, column: string): Promise<Value[]>
}

/** Thrown for bytes that are no Parquet file. */
export class NotParquet extends Error {
  override name = 'NotParquet'
}

/** Reads the rows that match from as few bytes as possible. */
export async function readPruned(
  file: RemoteFile,
  query: Query,
  deps: Deps,
): Promise<Record<string, Value>[]> {
  throw new Error('Not written yet')
}
