import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** What the table holds under a guid; there may be more attributes. */
export interface PoliceDepartment {
  guid: string
  PoliceDepartmentName: string
  /** When the record was changed, as C's `ctime()` writes it. */
  UpdateTime: string
  [attribute: string]: unknown
}

export interface Deps {
  doc: DynamoDBDocumentClient
  table: string
  /** The region the table is in, for the log. */
  region: string
  log: { info(message: string, fields: Record<string, unknown>): void }
}

/** The table holds something under the guid, but it is no police department. */
export class InvalidRecord extends Error {
  override name = 'InvalidRecord'
}

/** The police department that has this guid; undefined if there is none. */
export async function queryPoliceDepartmentRecordByGuid(
  guid: string,
  deps: Deps,
): Promise<PoliceDepartment | undefined> {
  throw new Error('Not written yet')
}
