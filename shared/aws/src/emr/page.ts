import { type Account, invalidRequest } from './account.ts'

/** How many entries one call lists (SDK text, ListClusters and ListSteps). */
const SIZE = 50

/** Returns one page of `all`, and the marker of the next if there is more. */
export function pageOf<Entry>(
  account: Account,
  all: readonly Entry[],
  marker: string | undefined,
): { entries: Entry[]; Marker?: string } {
  const start = marker ? Number(Buffer.from(marker, 'base64').toString()) : 0
  if (!Number.isInteger(start)) throw invalidRequest(account, 'The Marker is not valid')
  const end = start + SIZE
  const entries = all.slice(start, end)
  if (end >= all.length) return { entries }
  return { entries, Marker: Buffer.from(String(end)).toString('base64') }
}
