import { runInNewContext } from 'node:vm'

/** How long a pattern may take, in milliseconds of real time. */
const PATIENCE = 250

/** Groups inside groups. Compiling takes cubic time in them, and nothing can cut that off. */
const MAX_NESTING = 100

/** Whether a regular expression has so many groups inside groups that compiling it would take long. */
export function nestsTooDeep(source: string): boolean {
  let depth = 0
  for (const [mark] of source.matchAll(/\\.|\[(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (mark === '(') depth++
    else if (mark === ')') depth--
    if (depth > MAX_NESTING) return true
  }
  return false
}

/**
 * The texts that match a regular expression as a whole.
 *
 * Whoever sends the expression is not trusted, so one that runs away is cut off. Throws
 * SyntaxError for one that cannot be read, and RangeError for one that takes too long or would.
 */
export function matchingTexts(source: string, texts: readonly string[]): string[] {
  if (nestsTooDeep(source)) throw new RangeError('The pattern has too many groups inside groups')
  const pattern = new RegExp(`^(?:${source})$`, 's')
  const matches = 'texts.filter((text) => pattern.test(text))'
  try {
    return [...runInNewContext(matches, { pattern, texts: [...texts] }, { timeout: PATIENCE })]
  } catch {
    throw new RangeError(`The pattern "${source}" takes too long`)
  }
}
