import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  /** The state and the number of the shard, as in `CA#7`. */
  StateShard: string
  /** ISO 8601 in UTC: sorting the texts sorts the times. */
  UpdateTime: string
  /** There once the department is closed. */
  ClosedAt?: string
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
}

export interface Page {
  items: PoliceDepartment[]
  /** Where the list goes on; missing at its end. */
  cursor?: string
}

/** The cursor does not belong to this list. */
export class InvalidCursor extends Error {
  override name = 'InvalidCursor'
}

/** The shard of a guid: from 0 to `shards - 1`. */
export function shardOf(guid: string, shards: number): number {
  throw new Error('Not written yet')
}

/** One page of a state's departments that are open, newest first. */
export async function listByState(
  state: string,
  options: { limit: number; cursor?: string },
  deps: Deps,
): Promise<Page> {
  throw new Error('Not written yet')
}
