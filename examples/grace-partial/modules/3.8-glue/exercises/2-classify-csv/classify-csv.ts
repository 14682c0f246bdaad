export type ColumnType = 'bigint' | 'double' | 'boolean' | 'string'

export interface CsvTable {
  delimiter: ',' | '|' | '\t' | ';' | '\u0001'
  header: boolean
  /** What Athena reads the table with. */
  serde: 'LazySimpleSerDe' | 'OpenCSVSerDe'
  columns: { name: string; type: ColumnType }[]
}

/** Says what table a CSV file makes, as Glue's built-in classifier does; undefined for none. */
export function classifyCsv(sample: string): CsvTable | undefined {
  throw new Error('Not written yet')
}
