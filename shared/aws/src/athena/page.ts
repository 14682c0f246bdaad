import * as constraints from './constraints.ts'
import { invalidRequest, type Part } from './refusal.ts'

interface PageRequest {
  NextToken?: string | undefined
  MaxResults?: number | undefined
  /** The most that a page may hold, which is also what it holds if nothing is said. */
  max: number
  min?: number
}

/**
 * Cuts a page out of a list. The token tells how much was left, so that entries which come to the
 * front, as new queries do, shift nothing. Throws InvalidRequestException.
 */
export function pageOf<Entry>(
  part: Part,
  all: readonly Entry[],
  { NextToken, MaxResults, max, min = 0 }: PageRequest,
): { page: Entry[]; token: { NextToken?: string } } {
  const limit =
    constraints.optionalInteger(part, ['maxResults', MaxResults], { min, max, otherwise: max }) ||
    max
  const left = NextToken ? leftOf(part, NextToken) : all.length
  const start = Math.max(all.length - left, 0)
  const end = start + limit
  const rest = all.length - end
  return {
    page: all.slice(start, end),
    token: rest > 0 ? { NextToken: Buffer.from(`left:${rest}`).toString('base64') } : {},
  }
}

function leftOf(part: Part, token: string): number {
  const [, left] = /^left:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString()) ?? []
  // AWS's text is not published.
  if (left === undefined) throw invalidRequest(part, 'The NextToken is not valid')
  return Number(left)
}
