/**
 * Whether a text fits a pattern of SQL's LIKE as a whole: `%` stands for any characters, `_` for
 * one. Takes time in proportion to the lengths' product at most.
 */
export function isLike(text: string, pattern: string): boolean {
  const [characters, wanted] = [Array.from(text), Array.from(pattern)]
  let [at, next] = [0, 0]
  let resume: { at: number; next: number } | undefined
  while (at < characters.length) {
    if (wanted[next] === '%') {
      resume = { at, next: ++next }
    } else if (next < wanted.length && (wanted[next] === '_' || wanted[next] === characters[at])) {
      at++
      next++
    } else if (resume) {
      resume.at++
      ;({ at, next } = resume)
    } else {
      return false
    }
  }
  return wanted.slice(next).every((character) => character === '%')
}
