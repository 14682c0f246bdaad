import type {
  Column,
  Database,
  GetDatabaseInput,
  GetDatabaseOutput,
  GetTableMetadataInput,
  GetTableMetadataOutput,
  ListDatabasesInput,
  ListDatabasesOutput,
  ListTableMetadataInput,
  ListTableMetadataOutput,
  TableMetadata,
} from '@aws-sdk/client-athena'
import type * as Glue from '@aws-sdk/client-glue'
import type { Account } from '../account.ts'
import * as constraints from '../constraints.ts'
import { pageOf } from '../page.ts'
import { metadataFailure } from '../refusal.ts'
import { findCatalog } from './data-catalogs.ts'
import { allDatabases, allTables, GlueFailure, oneDatabase, oneTable } from './glue-catalog.ts'

/** The operations that tell of the Glue catalog (SDK texts). */
export function metadataOperations(account: Account) {
  return {
    GetDatabase(input: GetDatabaseInput): GetDatabaseOutput {
      findCatalog(account, input.CatalogName)
      const found = ask(account, () => oneDatabase(account, nameOf(account, input)))
      return { Database: databaseOf(found) }
    },

    ListDatabases(input: ListDatabasesInput): ListDatabasesOutput {
      findCatalog(account, input.CatalogName)
      const all = ask(account, () => allDatabases(account))
      const { page, token } = pageOf(account, all, { ...input, max: 50, min: 1 })
      return { DatabaseList: page.map(databaseOf), ...token }
    },

    GetTableMetadata(input: GetTableMetadataInput): GetTableMetadataOutput {
      findCatalog(account, input.CatalogName)
      const table = constraints.requireText(account, ['tableName', input.TableName], { max: 128 })
      const found = ask(account, () => oneTable(account, nameOf(account, input), table))
      return { TableMetadata: metadataOf(found) }
    },

    /** Tables by name; `Expression` is a regular expression that names match as a whole. */
    ListTableMetadata(input: ListTableMetadataInput): ListTableMetadataOutput {
      findCatalog(account, input.CatalogName)
      constraints.optionalText(account, ['expression', input.Expression], { min: 0, max: 256 })
      const all = ask(account, () => allTables(account, nameOf(account, input), input.Expression))
      const { page, token } = pageOf(account, all, { ...input, max: 50, min: 1 })
      return { TableMetadataList: page.map(metadataOf), ...token }
    },
  }
}

/** Failures of Glue reach the caller as a MetadataException. */
function ask<Found>(account: Account, find: () => Found): Found {
  try {
    return find()
  } catch (error) {
    if (error instanceof GlueFailure) throw metadataFailure(account, error.message)
    throw error
  }
}

function nameOf(account: Account, { DatabaseName }: { DatabaseName: string | undefined }): string {
  return constraints.requireText(account, ['databaseName', DatabaseName], { max: 128 })
}

function databaseOf({ Name, Description, Parameters }: Glue.Database): Database {
  return {
    Name,
    ...(Description === undefined ? {} : { Description }),
    ...(Parameters === undefined ? {} : { Parameters: { ...Parameters } }),
  }
}

/** Beside the table's own, parameters tell of its storage, as AWS's answers show them. */
function metadataOf(table: Glue.Table): TableMetadata {
  const { Name, CreateTime, LastAccessTime, TableType, StorageDescriptor, Parameters } = table
  const { Columns = [], Location, InputFormat, OutputFormat, SerdeInfo } = StorageDescriptor ?? {}
  const serde = Object.entries(SerdeInfo?.Parameters ?? {}).map(([key, value]) => {
    return [`serde.param.${key}`, value] as const
  })
  const storage = {
    inputformat: InputFormat,
    location: Location,
    outputformat: OutputFormat,
    'serde.serialization.lib': SerdeInfo?.SerializationLibrary,
  }
  const told = Object.entries(storage).filter((entry): entry is [string, string] =>
    Boolean(entry[1]),
  )
  return {
    Name,
    CreateTime,
    ...(LastAccessTime === undefined ? {} : { LastAccessTime }),
    TableType,
    Columns: Columns.map(columnOf),
    PartitionKeys: (table.PartitionKeys ?? []).map(columnOf),
    Parameters: { ...Parameters, ...Object.fromEntries(told), ...Object.fromEntries(serde) },
  }
}

function columnOf({ Name, Type, Comment }: Glue.Column): Column {
  return { Name, Type, ...(Comment === undefined ? {} : { Comment }) }
}
