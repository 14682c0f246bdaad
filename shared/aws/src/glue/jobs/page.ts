import { checkInteger, invalid, type Part } from './refusal.ts'

interface PageRequest {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}

/**
 * Returns one page of a list and, if there is more, the token of the next one.
 *
 * A page has `MaxResults` entries, from 1 to `max`, or `otherwise` if the request names no number.
 * Throws InvalidInputException for a number out of bounds and for a token that never was one.
 */
export function pageOf<Entry>(
  part: Part,
  all: readonly Entry[],
  { NextToken, MaxResults, max, otherwise }: PageRequest & { max: number; otherwise: number },
): { page: Entry[]; NextToken?: string } {
  checkInteger(part, ['maxResults', MaxResults], { min: 1, max })
  const start = NextToken ? startOf(part, NextToken) : 0
  const end = start + (MaxResults ?? otherwise)
  const page = all.slice(start, end)
  return { page, ...(end < all.length ? { NextToken: tokenFor(end) } : {}) }
}

function tokenFor(start: number): string {
  return Buffer.from(`start:${start}`).toString('base64url')
}

function startOf(part: Part, token: string): number {
  const start = /^start:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (start === undefined) throw invalid(part, 'Invalid NextToken')
  return Number(start)
}
