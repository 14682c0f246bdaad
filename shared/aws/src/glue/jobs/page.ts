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
  const left = NextToken ? leftAt(part, NextToken) : all.length
  const start = Math.max(all.length - left, 0)
  const end = start + (MaxResults ?? otherwise)
  const page = all.slice(start, end)
  return { page, ...(end < all.length ? { NextToken: tokenFor(all.length - end) } : {}) }
}

/** Tells what is left, so that new entries at the front, as of runs, shift nothing. */
function tokenFor(left: number): string {
  return Buffer.from(`left:${left}`).toString('base64url')
}

function leftAt(part: Part, token: string): number {
  const left = /^left:(\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1]
  if (left === undefined) throw invalid(part, 'Invalid NextToken')
  return Number(left)
}
