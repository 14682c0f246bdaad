export interface Column {
  name: string
  type: 'int' | 'bigint' | 'double' | 'boolean' | 'date' | 'timestamp' | 'string'
  nullable: boolean
}

export interface ParquetColumn {
  name: string
  type: 'INT32' | 'INT64' | 'DOUBLE' | 'BOOLEAN' | 'DATE' | 'TIMESTAMP' | 'STRING'
  /** All of the same length, in the order of the rows. */
  data: (number | bigint | boolean | string | null)[]
}

export interface Options {
  /** A column of the schema. */
  sortBy: string
  rowGroupSize: number
}

export interface Deps {
  /** Writes a Parquet file with the given number of rows in each row group. */
  encode(columns: ParquetColumn[], rowGroupSize: number): Promise<Uint8Array>
}

/** Thrown for a value that its column cannot hold. */
export class BadValue extends Error {
  override name = 'BadValue'
}

/** Converts rows of text to a sorted Parquet file. */
export async function toParquet(
  rows: Record<string, string>[],
  schema: Column[],
  options: Options,
  deps: Deps,
): Promise<Uint8Array> {
  throw new Error('Not written yet')
}
