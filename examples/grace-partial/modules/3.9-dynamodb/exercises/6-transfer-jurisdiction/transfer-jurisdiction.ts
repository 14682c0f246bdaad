import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

export interface Transfer {
  /** The guid of the department the officers leave. */
  from: string
  /** The guid of the department they join. */
  to: string
  /** Badges, at most 98. */
  officers: string[]
  /** Names this transfer, however often it is sent. */
  token: string
}

export type TransferResult =
  | { status: 'transferred'; officers: number }
  | { status: 'refused'; officers: string[] }

export interface Deps {
  doc: DynamoDBDocumentClient
  /** Name of the table of officers, by `badge`. */
  officers: string
  /** Name of the table of departments, by `guid`. */
  departments: string
  sleep(ms: number): Promise<void>
}

/** Thrown for more officers than one transaction can move. */
export class TooManyOfficers extends Error {
  override name = 'TooManyOfficers'
}

/** Thrown when the token was used for another transfer. */
export class TokenReused extends Error {
  override name = 'TokenReused'
}

/** Moves officers from one department to another, all or none. */
export async function transferJurisdiction(
  transfer: Transfer,
  deps: Deps,
): Promise<TransferResult> {
  throw new Error('Not written yet')
}
