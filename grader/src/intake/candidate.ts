import { createHash } from 'node:crypto'

/** What is graded in the place of an exercise's stub: text that nothing has parsed yet. */
export interface Candidate {
  /** The stub's name, as in `query-by-guid.ts`. */
  file: string
  text: string
  /** Further code that lies in the exercise's folder, by path from there. */
  others: ReadonlyMap<string, string>
  /** Of all of it, names included, in hexadecimal. */
  sha256: string
}

/** Puts a candidate together and hashes it; `others` are sorted by path. */
export function makeCandidate(
  file: string,
  text: string,
  others: ReadonlyMap<string, string> = new Map(),
): Candidate {
  const sorted = [...others].sort(([one], [other]) => (one < other ? -1 : 1))
  const sha256 = createHash('sha256')
    .update(JSON.stringify([[file, text], ...sorted]))
    .digest('hex')
  return { file, text, others: new Map(sorted), sha256 }
}
