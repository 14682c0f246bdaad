// Takes every attempt for a transfer of its own.
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'

export interface Transfer {
  from: string
  to: string
  officers: string[]
  token: string
}

export type TransferResult =
  | { status: 'transferred'; officers: number }
  | { status: 'refused'; officers: string[] }

export interface Deps {
  doc: DynamoDBDocumentClient
  officers: string
  departments: string
  sleep(ms: number): Promise<void>
}

export class TooManyOfficers extends Error {
  override name = 'TooManyOfficers'
}

export class TokenReused extends Error {
  override name = 'TokenReused'
}

const MAX_OFFICERS = 98
const ATTEMPTS = 5

/** Moves officers from one department to another, all or none. */
export async function transferJurisdiction(
  transfer: Transfer,
  deps: Deps,
): Promise<TransferResult> {
  const { officers } = transfer
  if (officers.length > MAX_OFFICERS) {
    throw new TooManyOfficers(
      `Cannot move ${officers.length} officers at once, only ${MAX_OFFICERS}`,
    )
  }
  for (let attempt = 1; ; attempt++) {
    try {
      const token = attempt === 1 ? transfer.token : `${transfer.token}-${attempt}`
      await deps.doc.send(transaction({ ...transfer, token }, deps))
      return { status: 'transferred', officers: officers.length }
    } catch (error) {
      if ((error as Error).name === 'IdempotentParameterMismatchException') {
        throw new TokenReused(`The token "${transfer.token}" belongs to another transfer`)
      }
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      const elsewhere = officers.filter((_, i) => reasons[i]?.Code === 'ConditionalCheckFailed')
      if (elsewhere.length > 0) return { status: 'refused', officers: elsewhere }
      const inConflict = reasons.some(({ Code }) => Code === 'TransactionConflict')
      if (!inConflict || attempt === ATTEMPTS) throw error
      await deps.sleep(100 * 2 ** attempt)
    }
  }
}

/** Officers first, so that the reasons stand at the officers' own positions. */
function transaction({ from, to, officers, token }: Transfer, deps: Deps) {
  const moves = officers.map((badge) => ({
    Update: {
      TableName: deps.officers,
      Key: { badge },
      UpdateExpression: 'SET department = :to',
      ConditionExpression: 'department = :from',
      ExpressionAttributeValues: { ':from': from, ':to': to },
    },
  }))
  const count = (guid: string, change: number) => ({
    Update: {
      TableName: deps.departments,
      Key: { guid },
      UpdateExpression: 'ADD officers :change',
      ExpressionAttributeValues: { ':change': change },
    },
  })
  return new TransactWriteCommand({
    ClientRequestToken: token,
    TransactItems: [...moves, count(from, -officers.length), count(to, officers.length)],
  })
}
