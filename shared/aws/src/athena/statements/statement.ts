import type { FileWriting } from '../engine/job.ts'
import type { ColumnDefinition, CreateTable } from './create-table.ts'

/** How long a query may be: 262,144 (SDK model, QueryString; AWS counts bytes). */
export const MAX_QUERY = 262_144

/** A table, by its names in the catalog. */
export interface TableName {
  database: string
  table: string
}

/** The properties of CREATE TABLE AS that are known. */
export interface NewTable extends TableName {
  ifNotExists: boolean
  writing: FileWriting
  externalLocation: string | undefined
  withData: boolean
}

/** The values of partition keys, by their names. */
export type PartitionSpec = Map<string, string>

/** A statement that this fake runs. */
export type Statement =
  | { kind: 'select'; sql: string }
  | { kind: 'create-table-as'; sql: string; into: NewTable }
  | { kind: 'insert'; sql: string; name: TableName; columns: string[] | undefined }
  | { kind: 'unload'; sql: string; location: string; writing: FileWriting }
  | { kind: 'create-view'; sql: string; name: TableName; orReplace: boolean }
  | { kind: 'create-table'; definition: CreateTable }
  | {
      kind: 'create-database'
      name: string
      ifNotExists: boolean
      comment: string | undefined
      location: string | undefined
      properties: Record<string, string>
    }
  | { kind: 'drop-database'; name: string; ifExists: boolean; cascade: boolean }
  | { kind: 'drop-table'; name: TableName; ifExists: boolean }
  | { kind: 'drop-view'; name: TableName; ifExists: boolean }
  | {
      kind: 'add-partitions'
      name: TableName
      ifNotExists: boolean
      partitions: { spec: PartitionSpec; location: string | undefined }[]
    }
  | { kind: 'drop-partitions'; name: TableName; ifExists: boolean; specs: PartitionSpec[] }
  | { kind: 'add-columns'; name: TableName; columns: ColumnDefinition[] }
  | { kind: 'set-properties'; name: TableName; properties: Record<string, string> }
  | { kind: 'repair-table'; name: TableName }
  | { kind: 'show-databases'; pattern: string | undefined }
  | { kind: 'show-tables'; database: string; pattern: string | undefined }
  | { kind: 'show-views'; database: string; pattern: string | undefined }
  | { kind: 'show-create-view'; name: TableName }
  | { kind: 'show-columns'; name: TableName }
  | { kind: 'show-partitions'; name: TableName }
  | { kind: 'describe-table'; name: TableName }
  | { kind: 'prepare'; name: string; sql: string }
  | { kind: 'execute'; name: string; parameters: string[] }
  | { kind: 'deallocate'; name: string }

/** What Athena calls the kinds of statements (SDK text, QueryExecution.StatementType). */
export function statementType({ kind }: Statement): 'DDL' | 'DML' | 'UTILITY' {
  if (['select', 'create-table-as', 'insert', 'unload', 'execute'].includes(kind)) return 'DML'
  return kind.startsWith('show-') || kind === 'describe-table' ? 'UTILITY' : 'DDL'
}

/** `SELECT`, `CREATE_TABLE_AS_SELECT`; for other kinds no list is published, so these are ours. */
export function substatementType({ kind }: Statement): string {
  const own: Partial<Record<Statement['kind'], string>> = {
    'create-table-as': 'CREATE_TABLE_AS_SELECT',
    'add-partitions': 'ALTER_TABLE_ADD_PARTITION',
    'drop-partitions': 'ALTER_TABLE_DROP_PARTITION',
    'add-columns': 'ALTER_TABLE_ADD_COLUMNS',
    'set-properties': 'ALTER_TABLE_SET_TBLPROPERTIES',
    'repair-table': 'MSCK_REPAIR_TABLE',
  }
  return own[kind] ?? kind.replaceAll('-', '_').toUpperCase()
}
