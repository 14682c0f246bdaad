import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface DepartmentRecord {
  guid: string
  name: string
  /** As C's ctime() writes it, in UTC: `Fri Mar  2 12:43:43 2018`. */
  updateTime: string
  /** Decides between records of the same second (default 0). */
  version?: number
}

export interface Deps {
  doc: DynamoDBDocumentClient
  /** Name of the table, with the key `guid`. */
  table: string
}

/** Thrown for an update time that cannot be read. */
export class InvalidUpdateTime extends Error {
  override name = 'InvalidUpdateTime'
}

/** Stores the record unless the table has a newer one, and says what happened. */
export async function upsertIfNewer(
  record: DepartmentRecord,
  deps: Deps,
): Promise<'created' | 'updated' | 'stale' | 'same'> {
  throw new Error('Not written yet')
}
