import { type Account, invalidValue } from './account.ts'

interface PageRequest {
  NextToken?: string | undefined
  MaxResults?: number | undefined
}

/**
 * Returns one page of queue URLs, in order. Only with `MaxResults` is there a token for the next
 * one; without it, there are at most 1,000 (SDK text, ListQueues).
 */
export function pageOf(account: Account, all: string[], { NextToken, MaxResults }: PageRequest) {
  if (MaxResults !== undefined && !(MaxResults >= 1 && MaxResults <= 1000)) {
    const reason = 'MaxResults must be an integer between 1 and 1000.'
    throw invalidValue(account, ['MaxResults', MaxResults], reason)
  }
  const after = NextToken ? Buffer.from(NextToken, 'base64').toString() : ''
  const rest = all.filter((url) => url > after).toSorted()
  const urls = rest.slice(0, MaxResults ?? 1000)
  const last = urls.at(-1)
  const hasMore = MaxResults !== undefined && urls.length < rest.length
  return { urls, NextToken: last && hasMore ? Buffer.from(last).toString('base64') : undefined }
}
