import type { TableColumn } from '../job.ts'

/** A value on its way into a table: a text that DuckDB casts to the column's type, or none. */
export type Cell = string | null

/** Where a reader puts the rows of a file. */
export interface RowSink {
  columns: readonly TableColumn[]
  /** Names of the columns that the query may read; the others may stay empty. */
  used: ReadonlySet<string>
  /** Adds a row, a cell for each column. */
  add(cells: Cell[]): void
}
