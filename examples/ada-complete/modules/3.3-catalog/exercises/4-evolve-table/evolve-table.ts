// Copies the table and takes out what a TableInput does not have; recursive instead of a loop.
import {
  type Column,
  GetTableCommand,
  type GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'
import type { Deps, Evolution } from '../../evolve-table.ts'

export class EvolutionConflict extends Error {
  override name = 'EvolutionConflict'
}

export class InvalidEvolution extends Error {
  override name = 'InvalidEvolution'
}

const NUMBERS = new Map(
  Object.entries({ tinyint: 1, smallint: 2, int: 3, bigint: 4, float: 11, double: 12 }),
)

export async function evolveTable(
  database: string,
  name: string,
  change: (columns: Column[]) => Column[],
  deps: Deps,
): Promise<Evolution> {
  const attempt = async (attempts: number): Promise<Evolution> => {
    const table = await read(deps.client, database, name)
    const { StorageDescriptor, VersionId, ...definition } = table
    const columns = StorageDescriptor?.Columns ?? []
    const before = structuredClone(columns)
    const wanted = change(columns)
    if (textOf(wanted) === textOf(before)) return { version: VersionId!, attempts }
    refuse(before, wanted, definition.PartitionKeys ?? [])
    const TableInput = {
      ...definition,
      StorageDescriptor: { ...StorageDescriptor, Columns: wanted },
    }
    const update = { DatabaseName: database, TableInput: stripped(TableInput), VersionId }
    try {
      await deps.client.send(new UpdateTableCommand(update))
    } catch (error) {
      const { name: refusal } = error as Error
      if (!/^(ConcurrentModification|ResourceNotReady)Exception$/.test(refusal)) throw error
      if (attempts === 10) throw new EvolutionConflict(`Gave up on "${name}"`)
      await deps.sleep(deps.random() * 50 * 2 ** attempts)
      return attempt(attempts + 1)
    }
    return { version: String(Number(VersionId) + 1), attempts }
  }
  return attempt(1)
}

async function read(client: GlueClient, DatabaseName: string, Name: string): Promise<Table> {
  return (await client.send(new GetTableCommand({ DatabaseName, Name }))).Table!
}

function stripped(table: Table): TableInput {
  const {
    DatabaseName: _database,
    CreateTime: _created,
    UpdateTime: _updated,
    CreatedBy: _creator,
    IsRegisteredWithLakeFormation: _registered,
    CatalogId: _catalog,
    VersionId: _version,
    IsMultiDialectView: _multi,
    IsMaterializedView: _materialized,
    IcebergTableMetadata: _iceberg,
    Status: _status,
    RLSProperties: _security,
    ViewDefinition: _view,
    ...input
  } = table
  return input
}

function refuse(before: Column[], after: Column[], keys: Column[]): void {
  const types = new Map(keys.map(({ Name }) => [Name!.toLowerCase(), 'key']))
  const old = new Map(before.map(({ Name, Type }) => [Name!.toLowerCase(), Type]))
  for (const { Name, Type } of after) {
    const name = Name!.toLowerCase()
    if (types.has(name)) throw new InvalidEvolution(`"${Name}" is taken`)
    types.set(name, Type!)
    const was = old.get(name)
    const step = (NUMBERS.get(Type!) ?? 0) - (NUMBERS.get(was ?? '') ?? Number.NaN)
    if (was && was !== Type && !(step > 0 && step < 5)) {
      throw new InvalidEvolution(`"${Name}" is "${was}"`)
    }
  }
}

function textOf(columns: Column[]): string {
  const ordered = columns.map((column) =>
    Object.entries(column).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  return JSON.stringify(ordered)
}
