import { runInNewContext } from 'node:vm'

/** How long a pattern may take, in milliseconds of real time. */
const PATIENCE = 250

/**
 * The texts that match a regular expression as a whole.
 *
 * Whoever sends the expression is not trusted, so one that runs away is cut off. Throws
 * SyntaxError for one that cannot be read, and RangeError for one that takes too long.
 */
export function matchingTexts(source: string, texts: readonly string[]): string[] {
  const pattern = new RegExp(`^(?:${source})$`, 's')
  const matches = 'texts.filter((text) => pattern.test(text))'
  try {
    return [...runInNewContext(matches, { pattern, texts: [...texts] }, { timeout: PATIENCE })]
  } catch {
    throw new RangeError(`The pattern "${source}" takes too long`)
  }
}
