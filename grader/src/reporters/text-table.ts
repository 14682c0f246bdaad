/**
 * Aligns rows of cells by their width on a terminal, two spaces between: the first `left` columns
 * to the left, the others, which hold numbers, to the right. The first row holds the headings.
 */
export function tableLines(rows: readonly (readonly string[])[], left: number): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  )
  return rows.map((row) =>
    widths
      .map((width, column) => {
        const cell = row[column] ?? ''
        const padding = ' '.repeat(width - widthOf(cell))
        return column < left ? cell + padding : padding + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

/** How many columns of a terminal a printable text takes: combining marks none, wide letters two. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += combining.test(letter) ? 0 : wide.test(letter) ? 2 : 1
  return width
}

const combining = /\p{M}/u

const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u
