import { isDeepStrictEqual } from 'node:util'
import {
  type Column,
  GetTableCommand,
  type GlueClient,
  type Table,
  type TableInput,
  UpdateTableCommand,
} from '@aws-sdk/client-glue'

export interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  random(): number
}

export interface Evolution {
  version: string
  attempts: number
}

export class EvolutionConflict extends Error {
  override name = 'EvolutionConflict'
}

export class InvalidEvolution extends Error {
  override name = 'InvalidEvolution'
}

const ATTEMPTS = 10
const REFUSALS = ['ConcurrentModificationException', 'ResourceNotReadyException']
// A type never changes.

export async function evolveTable(
  database: string,
  name: string,
  change: (columns: Column[]) => Column[],
  { client, sleep, random }: Deps,
): Promise<Evolution> {
  for (let attempts = 1; ; attempts++) {
    const { Table } = await client.send(new GetTableCommand({ DatabaseName: database, Name: name }))
    const table = Table!
    const before = table.StorageDescriptor?.Columns ?? []
    const after = change(structuredClone(before))
    if (isDeepStrictEqual(before, after)) return { version: table.VersionId!, attempts }
    checkEvolution(before, after, table.PartitionKeys ?? [])
    try {
      await client.send(
        new UpdateTableCommand({
          DatabaseName: database,
          TableInput: withColumns(table, after),
          VersionId: table.VersionId,
        }),
      )
      return { version: String(Number(table.VersionId) + 1), attempts }
    } catch (error) {
      if (!(error instanceof Error && REFUSALS.includes(error.name))) throw error
    }
    if (attempts === ATTEMPTS) {
      throw new EvolutionConflict(`"${name}" was changed by others ${ATTEMPTS} times`)
    }
    await sleep(random() * 50 * 2 ** attempts)
  }
}

function withColumns(table: Table, Columns: Column[]): TableInput {
  return {
    Name: table.Name,
    Description: table.Description,
    Owner: table.Owner,
    LastAccessTime: table.LastAccessTime,
    LastAnalyzedTime: table.LastAnalyzedTime,
    Retention: table.Retention,
    StorageDescriptor: { ...table.StorageDescriptor, Columns },
    PartitionKeys: table.PartitionKeys,
    ViewOriginalText: table.ViewOriginalText,
    ViewExpandedText: table.ViewExpandedText,
    TableType: table.TableType,
    Parameters: table.Parameters,
  }
}

function checkEvolution(before: Column[], after: Column[], keys: Column[]): void {
  const names = [...after, ...keys].map(nameOf)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new InvalidEvolution(`Two columns have the name "${twice}"`)
  for (const { Name, Type } of before) {
    const changed = after.find((column) => nameOf(column) === nameOf({ Name }))
    if (!changed || changed.Type === Type) continue
    throw new InvalidEvolution(`"${Name}" cannot change from "${Type}" to "${changed.Type}"`)
  }
}

function nameOf({ Name = '' }: Column): string {
  return Name.toLowerCase()
}
