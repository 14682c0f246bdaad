import type { Column, GlueClient } from '@aws-sdk/client-glue'

export interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  /** A number from 0 up to, not including, 1. */
  random(): number
}

export interface Evolution {
  /** The table's version afterwards. */
  version: string
  /** How often the table was read. */
  attempts: number
}

/** Others changed the table, again and again. */
export class EvolutionConflict extends Error {
  override name = 'EvolutionConflict'
}

/** The columns would make data unreadable. */
export class InvalidEvolution extends Error {
  override name = 'InvalidEvolution'
}

/** Changes the columns of a table in the Glue Data Catalog, and nothing else of it. */
export async function evolveTable(
  database: string,
  table: string,
  change: (columns: Column[]) => Column[],
  deps: Deps,
): Promise<Evolution> {
  throw new Error('Not written yet')
}
