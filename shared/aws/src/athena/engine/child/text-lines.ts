/** The lines of a text file, without the first `skip`; an empty last line is none. */
export function* linesOf(text: string, skip = 0): Generator<string> {
  let start = 0
  for (let count = 0; start < text.length; count++) {
    const found = text.indexOf('\n', start)
    const end = found < 0 ? text.length : found
    const line = text.slice(start, text[end - 1] === '\r' && end > start ? end - 1 : end)
    if (count >= skip) yield line
    start = end + 1
  }
}
