/** Shorter lines are too common to tell anything: a closing bracket, a return. */
export const MIN_LENGTH = 40

const BASE = 31

/** What the first character of a window counts in its hash. */
const FIRST = Array.from({ length: MIN_LENGTH - 1 }).reduce<number>(
  (power) => Math.imul(power, BASE),
  1,
)

/**
 * Looks for thousands of lines at once, wherever they stand in a text: by the hash of their first
 * 40 characters, which rolls along the text (Rabin and Karp's algorithm).
 */
export class LineSearch {
  readonly #byHash: Map<number, string[]>

  /** Throws `RangeError` for a line of less than 40 characters. */
  constructor(lines: Iterable<string>) {
    this.#byHash = Map.groupBy(lines, (line) => {
      if (line.length < MIN_LENGTH) throw new RangeError(`Too short to look for: "${line}"`)
      return hashOf(line)
    })
  }

  /** Those of the lines that stand in the text, each once. */
  linesIn(text: string): Set<string> {
    const found = new Set<string>()
    if (text.length < MIN_LENGTH) return found
    let hash = hashOf(text)
    for (let at = 0; ; at++) {
      for (const line of this.#byHash.get(hash) ?? [])
        if (text.startsWith(line, at)) found.add(line)
      const next = at + MIN_LENGTH
      if (next >= text.length) return found
      const rest = (hash - Math.imul(text.charCodeAt(at), FIRST)) | 0
      hash = (Math.imul(rest, BASE) + text.charCodeAt(next)) | 0
    }
  }
}

/** Of the first 40 characters. */
function hashOf(text: string): number {
  let hash = 0
  for (let at = 0; at < MIN_LENGTH; at++) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0
  return hash
}
