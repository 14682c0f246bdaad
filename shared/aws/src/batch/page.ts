import { type Account, failure } from './account.ts'

interface PageRequest {
  nextToken?: string | undefined
  maxResults?: number | undefined
}

/** Returns one page of `all`, and the token for the next if there is more. */
export function pageOf<Entry>(
  account: Account,
  all: readonly Entry[],
  { nextToken, maxResults }: PageRequest,
  largest: number,
): { entries: Entry[]; nextToken?: string } {
  const start = nextToken ? Number(Buffer.from(nextToken, 'base64').toString()) : 0
  if (!Number.isInteger(start)) throw failure(account, 'The nextToken is not valid')
  const size = Math.min(Math.max(maxResults ?? largest, 1), largest)
  const end = start + size
  const entries = all.slice(start, end)
  if (end >= all.length) return { entries }
  return { entries, nextToken: Buffer.from(String(end)).toString('base64') }
}
