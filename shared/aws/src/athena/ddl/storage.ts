import type { StorageDescriptor } from '@aws-sdk/client-glue'
import { QueryError } from '../executions/outcome.ts'
import type { CreateTable } from '../statements/create-table.ts'

/** The classes of Hive that read and write a kind of file. */
interface Format {
  input: string
  output: string
  serde: string
}

const TEXT_OUTPUT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
const TEXT = { input: 'org.apache.hadoop.mapred.TextInputFormat', output: TEXT_OUTPUT }
const LAZY = 'org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe'
const JSON_SERDE = 'org.openx.data.jsonserde.JsonSerDe'
const PARQUET = 'org.apache.hadoop.hive.ql.io.parquet'

/** What STORED AS and the formats of CREATE TABLE AS stand for. */
export const FORMATS: Readonly<Record<string, Format>> = {
  textfile: { ...TEXT, serde: LAZY },
  json: { ...TEXT, serde: JSON_SERDE },
  jsonfile: { ...TEXT, serde: 'org.apache.hive.hcatalog.data.JsonSerDe' },
  parquet: {
    input: `${PARQUET}.MapredParquetInputFormat`,
    output: `${PARQUET}.MapredParquetOutputFormat`,
    serde: `${PARQUET}.serde.ParquetHiveSerDe`,
  },
  orc: {
    input: 'org.apache.hadoop.hive.ql.io.orc.OrcInputFormat',
    output: 'org.apache.hadoop.hive.ql.io.orc.OrcOutputFormat',
    serde: 'org.apache.hadoop.hive.ql.io.orc.OrcSerde',
  },
}

/** The storage of a table that CREATE EXTERNAL TABLE describes: text, unless it says otherwise. */
export function storageOf(table: CreateTable): StorageDescriptor {
  const { storedAs = 'textfile', formats, serde, serdeProperties, columns, location } = table
  const format = Object.hasOwn(FORMATS, storedAs) ? FORMATS[storedAs] : undefined
  if (!format)
    throw new QueryError(
      `FAILED: SemanticException Unrecognized file format in STORED AS clause: '${storedAs}'`,
    )
  return {
    Columns: columns.map(({ name: Name, type: Type, comment: Comment }) => ({
      Name,
      Type,
      Comment,
    })),
    Location: location,
    InputFormat: formats?.input ?? format.input,
    OutputFormat: formats?.output ?? format.output,
    Compressed: false,
    NumberOfBuckets: -1,
    SerdeInfo: {
      SerializationLibrary: serde ?? format.serde,
      Parameters: { 'serialization.format': '1', ...serdeProperties },
    },
    BucketColumns: [],
    SortColumns: [],
    Parameters: {},
    StoredAsSubDirectories: false,
  }
}
