import { type Account, invalidInput } from './account.ts'

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
  account: Account,
  all: readonly Entry[],
  { limit, NextToken, keyOf }: PageRequest<Entry>,
): Page<Entry> {
  const sorted = all
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const after = NextToken === undefined ? undefined : decode(account, NextToken)
  const rest = after === undefined ? sorted : sorted.filter(({ key }) => key > after)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  return {
    entries: page.map(({ entry }) => entry),
    token: last && rest.length > page.length ? { NextToken: encode(last.key) } : {},
  }
}

function encode(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString('base64')
}

function decode(account: Account, token: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(token, 'base64').toString())
    if (typeof after === 'string') return after
  } catch {
    // Said below, as for a token of another kind.
  }
  throw invalidInput(account, 'The NextToken is not valid')
}
