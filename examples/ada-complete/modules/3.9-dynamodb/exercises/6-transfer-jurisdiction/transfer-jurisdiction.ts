import {
  type AttributeValue,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

interface Transfer {
  from: string
  to: string
  officers: string[]
  token: string
}
type TransferResult =
  | { status: 'transferred'; officers: number }
  | { status: 'refused'; officers: string[] }
interface Deps {
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

// The counters come first, typed values are written by hand, and each attempt calls the next.
export async function transferJurisdiction(
  transfer: Transfer,
  deps: Deps,
  attemptsLeft = 5,
): Promise<TransferResult> {
  if (transfer.officers.length + 2 > 100) throw new TooManyOfficers('Too many officers')
  let failure: { name: string; CancellationReasons?: { Code?: string }[] }
  try {
    const TransactItems = [...counters(transfer, deps), ...moves(transfer, deps)]
    await deps.doc.send(
      new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: transfer.token }) as never,
    )
    return { status: 'transferred', officers: transfer.officers.length }
  } catch (error) {
    failure = error as typeof failure
  }
  if (failure.name === 'IdempotentParameterMismatchException') throw new TokenReused('Used before')
  if (failure.name !== 'TransactionCanceledException') throw failure
  const codes = failure.CancellationReasons!.map(({ Code }) => Code)
  if (codes.includes('ConditionalCheckFailed')) {
    const refused: string[] = []
    codes.slice(2).forEach((code, i) => {
      if (code === 'ConditionalCheckFailed') refused.push(transfer.officers[i]!)
    })
    return { status: 'refused', officers: refused }
  }
  if (attemptsLeft === 1 || !codes.includes('TransactionConflict')) throw failure
  await deps.sleep(250)
  return transferJurisdiction(transfer, deps, attemptsLeft - 1)
}

function counters({ from, to, officers }: Transfer, deps: Deps): TransactWriteItem[] {
  const one = (guid: string, sign: string): TransactWriteItem => ({
    Update: {
      TableName: deps.departments,
      Key: { guid: { S: guid } },
      UpdateExpression: `SET officers = officers ${sign} :n`,
      ExpressionAttributeValues: { ':n': { N: String(officers.length) } },
    },
  })
  return [one(from, '-'), one(to, '+')]
}

function moves({ from, to, officers }: Transfer, deps: Deps): TransactWriteItem[] {
  const values: Record<string, AttributeValue> = { ':a': { S: from }, ':b': { S: to } }
  return officers.map((badge) => ({
    Update: {
      TableName: deps.officers,
      Key: { badge: { S: badge } },
      UpdateExpression: 'SET #d = :b',
      ConditionExpression: '#d = :a',
      ExpressionAttributeNames: { '#d': 'department' },
      ExpressionAttributeValues: values,
    },
  }))
}
