import type { GlueClient } from '@aws-sdk/client-glue'

export interface Part {
  /** One for each partition key of the table, in their order. */
  values: string[]
  location: string
}

export interface Deps {
  client: GlueClient
  sleep(ms: number): Promise<void>
  /** A number from 0 up to, not including, 1. */
  random(): number
}

export interface Registered {
  created: number
  existed: number
  failed: { values: string[]; code: string }[]
}

/** Adds partitions to a table of the Glue Data Catalog, each at its own location. */
export async function registerPartitions(
  database: string,
  table: string,
  parts: Part[],
  deps: Deps,
): Promise<Registered> {
  throw new Error('Not written yet')
}
