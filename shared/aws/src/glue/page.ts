import * as constraints from './constraints.ts'
import { invalidInput, type Part } from './refusal.ts'

/** What a request says about the page it wants. */
interface PageRequest<Entry> {
  limit: number
  NextToken?: string | undefined
  /** Tells entries apart, and puts them in order. */
  keyOf(entry: Entry): string
}

/** A page of entries, and the token of the next one if there is more. */
export interface Page<Entry> {
  entries: Entry[]
  token: { NextToken?: string }
}

/**
 * Cuts a page out of `all`, in the order of their keys, so that entries created or deleted between
 * two pages neither shift nor repeat others. Throws InvalidInputException for a token of no page
 * (AWS's text is not published).
 */
export function pageOf<Entry>(
  part: Part,
  all: readonly Entry[],
  { limit, NextToken, keyOf }: PageRequest<Entry>,
): Page<Entry> {
  const sorted = all
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const after = NextToken ? decode(part, NextToken, 'after') : undefined
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => key > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    entries: page.map(({ entry }) => entry),
    token: last && rest.length > page.length ? { NextToken: encode('after', last.key) } : {},
  }
}

/** What a request says about the page it wants of a list whose order is its own. */
interface OrderedPageRequest {
  NextToken?: string | undefined
  MaxResults?: number | undefined
  max: number
  otherwise: number
}

/**
 * Cuts a page out of a list in the order it has; entries added to its front between two pages, as
 * runs are, shift nothing. A page has `MaxResults` entries, from 1 to `max`, or `otherwise` if the
 * request names no number. Throws ValidationException for a number out of bounds, and
 * InvalidInputException for a token of no page.
 */
export function orderedPageOf<Entry>(
  part: Part,
  all: readonly Entry[],
  { NextToken, MaxResults, max, otherwise }: OrderedPageRequest,
): { page: Entry[]; NextToken?: string } {
  const bounds = { otherwise, min: 1, max }
  const limit = constraints.optionalInteger(part, ['maxResults', MaxResults], bounds)
  const left = NextToken ? Number(decode(part, NextToken, 'left')) : all.length
  const start = Math.max(all.length - left, 0)
  const end = start + limit
  const token = end < all.length ? { NextToken: encode('left', String(all.length - end)) } : {}
  return { page: all.slice(start, end), ...token }
}

function encode(kind: 'after' | 'left', value: string): string {
  return Buffer.from(JSON.stringify({ [kind]: value })).toString('base64')
}

function decode(part: Part, token: string, kind: 'after' | 'left'): string {
  try {
    const { [kind]: value } = JSON.parse(Buffer.from(token, 'base64').toString())
    if (typeof value === 'string') return value
  } catch {
    // Said below, as for a token of another kind.
  }
  throw invalidInput(part, 'The NextToken is not valid')
}
