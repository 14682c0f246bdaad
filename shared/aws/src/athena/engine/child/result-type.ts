import { type DuckDBDecimalType, type DuckDBType, DuckDBTypeId } from '@duckdb/node-api'
import type { ResultColumn } from '../job.ts'
import { notEmulated } from './query-failure.ts'

/** A column of a result, as Athena describes the type that DuckDB gives it. */
export function resultColumn(name: string, type: DuckDBType): ResultColumn {
  if (type.typeId === DuckDBTypeId.DECIMAL) {
    const { width, scale } = type as DuckDBDecimalType
    const hiveType = `decimal(${width},${scale})`
    return { name, type: 'decimal', precision: width, scale, hiveType }
  }
  const isJson = type.alias === 'JSON'
  const found = isJson ? (['json', 0, 'string'] as const) : TYPES[type.typeId]
  if (!found) throw notEmulated(`results of the type ${String(type)}`)
  const [athena, precision, hiveType] = found
  return { name, type: athena, precision, scale: 0, hiveType }
}

/** The longest text that there is. */
const LONGEST = 2 ** 31 - 1

/**
 * Athena's name, precision and Hive's name of each type. The precisions are those of the JDBC
 * types, as recorded answers of GetQueryResults show them; for types beside varchar, bigint,
 * integer and double no source could be had.
 */
const TYPES: Partial<Record<DuckDBTypeId, readonly [string, number, string]>> = {
  [DuckDBTypeId.BOOLEAN]: ['boolean', 0, 'boolean'],
  [DuckDBTypeId.TINYINT]: ['tinyint', 3, 'tinyint'],
  [DuckDBTypeId.SMALLINT]: ['smallint', 5, 'smallint'],
  [DuckDBTypeId.INTEGER]: ['integer', 10, 'int'],
  [DuckDBTypeId.BIGINT]: ['bigint', 19, 'bigint'],
  // Sums and the like, which are bigint in Trino.
  [DuckDBTypeId.HUGEINT]: ['bigint', 19, 'bigint'],
  [DuckDBTypeId.UBIGINT]: ['bigint', 19, 'bigint'],
  [DuckDBTypeId.UINTEGER]: ['bigint', 19, 'bigint'],
  [DuckDBTypeId.FLOAT]: ['float', 17, 'float'],
  [DuckDBTypeId.DOUBLE]: ['double', 17, 'double'],
  [DuckDBTypeId.VARCHAR]: ['varchar', LONGEST, 'string'],
  [DuckDBTypeId.BLOB]: ['varbinary', LONGEST, 'binary'],
  [DuckDBTypeId.DATE]: ['date', 0, 'date'],
  [DuckDBTypeId.TIME]: ['time', 3, 'string'],
  [DuckDBTypeId.TIMESTAMP]: ['timestamp', 3, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_MS]: ['timestamp', 3, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_S]: ['timestamp', 3, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_NS]: ['timestamp', 3, 'timestamp'],
  [DuckDBTypeId.TIMESTAMP_TZ]: ['timestamp with time zone', 3, 'timestamp'],
  [DuckDBTypeId.LIST]: ['array', 0, 'array<string>'],
  [DuckDBTypeId.STRUCT]: ['row', 0, 'string'],
  [DuckDBTypeId.MAP]: ['map', 0, 'string'],
  [DuckDBTypeId.SQLNULL]: ['unknown', 0, 'string'],
}
