/** How many entries one call lists; AWS documents it for QueryObjects only. */
const SIZE = 100

/** Returns one page of `all`, and the marker of the next if there is more. */
export function pageOf<Entry>(all: readonly Entry[], marker: string | undefined, size = SIZE) {
  const start = marker ? Number(Buffer.from(marker, 'base64').toString()) || 0 : 0
  const end = start + size
  const entries = all.slice(start, end)
  if (end >= all.length) return { entries, hasMoreResults: false }
  const next = Buffer.from(String(end)).toString('base64')
  return { entries, hasMoreResults: true, marker: next }
}
