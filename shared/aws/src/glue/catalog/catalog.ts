import type {
  ColumnStatistics,
  Database,
  Partition,
  PartitionIndexDescriptor,
  Table,
} from '@aws-sdk/client-glue'

/** The Data Catalog of one account. */
export interface Catalog {
  /** By name. */
  databases: Map<string, StoredDatabase>
}

/** A database with its tables. */
export interface StoredDatabase {
  description: Database
  /** By name. */
  tables: Map<string, StoredTable>
}

/** A table with its earlier versions and its partitions. */
export interface StoredTable {
  /** The present version, with its `VersionId`. */
  current: Table
  /** The archived versions, the latest last; the present one is not among them. */
  archive: Table[]
  /** By their values, encoded by `partitionId`. */
  partitions: Map<string, Partition>
  /** By name. */
  indexes: Map<string, PartitionIndexDescriptor>
  /** Of columns, by name; those of the table under '', those of a partition under its id. */
  statistics: Map<string, Map<string, ColumnStatistics>>
}

/** A table without partitions, in its first version. */
export function newTable(current: Table): StoredTable {
  const [partitions, indexes, statistics] = [new Map(), new Map(), new Map()]
  return { current, archive: [], partitions, indexes, statistics }
}

/** Tells partitions of one table apart. */
export function partitionId(values: readonly string[]): string {
  return JSON.stringify(values)
}
