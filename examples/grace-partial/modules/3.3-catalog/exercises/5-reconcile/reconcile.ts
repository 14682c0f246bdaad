import type { GlueClient } from '@aws-sdk/client-glue'

/** Where a partition lies, or should lie. */
export interface Place {
  values: string[]
  /** URL of a folder. */
  location: string
  /** As in `csv`. */
  format: string
}

export interface Plan {
  create: Place[]
  /** With the location to move to. */
  move: Place[]
  /** As the catalog has them. */
  drop: Place[]
  /** As the listing has them. */
  reformatted: Place[]
}

export interface Applied {
  done: number
  skipped: string[][]
  failed: { values: string[]; code: string }[]
}

/** The plan would drop more partitions than is likely to be right. */
export class TooManyDrops extends Error {
  override name = 'TooManyDrops'
}

/** Plans what makes a table's partitions those that the listing has. */
export async function reconcile(
  listing: AsyncIterable<Place>,
  catalog: AsyncIterable<Place>,
  options: { maxDrops?: number; force?: boolean } = {},
): Promise<Plan> {
  throw new Error('Not written yet')
}

/** Carries out a plan, as far as it is still right. */
export async function applyPlan(
  plan: Plan,
  database: string,
  table: string,
  deps: { client: GlueClient; hasFiles(location: string): Promise<boolean> },
): Promise<Applied> {
  throw new Error('Not written yet')
}
