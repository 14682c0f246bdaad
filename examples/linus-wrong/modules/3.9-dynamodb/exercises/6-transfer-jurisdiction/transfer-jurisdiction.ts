// Writes officer by officer, and hopes that nothing comes in between.
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb'

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
  for (const badge of officers) {
    try {
      await deps.doc.send(
        new UpdateCommand({
          TableName: deps.officers,
          Key: { badge },
          UpdateExpression: 'SET department = :to',
          ConditionExpression: 'department = :from',
          ExpressionAttributeValues: { ':from': transfer.from, ':to': transfer.to },
        }),
      )
    } catch (error) {
      if ((error as Error).name !== 'ConditionalCheckFailedException') throw error
      return { status: 'refused', officers: [badge] }
    }
  }
  for (const [guid, change] of [
    [transfer.from, -officers.length],
    [transfer.to, officers.length],
  ] as const) {
    await deps.doc.send(
      new UpdateCommand({
        TableName: deps.departments,
        Key: { guid },
        UpdateExpression: 'ADD officers :change',
        ExpressionAttributeValues: { ':change': change },
      }),
    )
  }
  return { status: 'transferred', officers: officers.length }
}
