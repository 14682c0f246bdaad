import type { StructField } from './column-type.ts'

/** What a classifier makes of a file. */
export interface FileSchema {
  /** As in `csv`. */
  classification: string
  /** As in `gzip`; `none` also for formats that compress within. */
  compression: string
  columns: StructField[]
  records: number
  format: FileFormat
}

/** How Hive reads a format, as crawlers write it into the catalog. */
export interface FileFormat {
  input: string
  output: string
  serde: string
  serdeParameters: Record<string, string>
  /** Parameters of tables and partitions that only this format has. */
  parameters: Record<string, string>
}

/** The input and output formats of everything that is text. */
export const TEXT_FORMAT = {
  input: 'org.apache.hadoop.mapred.TextInputFormat',
  output: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
}
