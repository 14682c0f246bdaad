/** Something that makes an exercise unfair, and how to mend it. */
export interface Problem {
  /** The file to look at, from the course's root. */
  file: string
  /** What is wrong, as the end of a sentence that the file's name begins. */
  what: string
  /** What to do about it, as a sentence. */
  fix: string
  /** What each check said, where that helps. */
  details?: string[]
}

/** A problem as lines of text. */
export function problemLines({ file, what, fix, details = [] }: Problem): string[] {
  return [`${file} ${what}`, `  ${fix}`, ...details.map((detail) => `  ${detail}`)]
}

/** Names in quotes, in one line. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
