/** Characters that end a row, as part of what a cell can be followed by. */
const NEWLINE = '\n'

/** How rows are cut into cells. */
export interface CsvDialect {
  delimiter: string
  quote: string
}

/**
 * Cuts a text into rows of cells; empty lines are no rows. A quoted cell can hold delimiters, line
 * ends and doubled quotes. `isQuoted` tells whether any cell was quoted.
 */
export function csvRows(
  text: string,
  { delimiter, quote }: CsvDialect,
): { rows: string[][]; isQuoted: boolean } {
  const rows: string[][] = []
  let row: string[] = []
  let isQuoted = false
  let at = 0
  while (at < text.length) {
    const cell =
      text[at] === quote ? quotedCell(text, at, quote) : plainCell(text, at, { delimiter, quote })
    isQuoted ||= text[at] === quote
    row.push(cell.value)
    at = cell.end
    // What follows the closing quote, up to the next delimiter, is none of ours.
    while (at < text.length && text[at] !== delimiter && text[at] !== NEWLINE) at++
    const isLast = at >= text.length || text[at] === NEWLINE
    at++
    if (!isLast && at >= text.length) row.push('')
    if (isLast || at >= text.length) {
      if (row.length > 1 || row[0] !== '') rows.push(row)
      row = []
    }
  }
  return { rows, isQuoted }
}

function plainCell(text: string, start: number, { delimiter }: CsvDialect) {
  let end = start
  while (end < text.length && text[end] !== delimiter && text[end] !== NEWLINE) end++
  const value = text.slice(start, end)
  return { value: value.endsWith('\r') ? value.slice(0, -1) : value, end }
}

function quotedCell(text: string, start: number, quote: string) {
  let value = ''
  let at = start + 1
  for (;;) {
    const close = text.indexOf(quote, at)
    if (close < 0) return { value: value + text.slice(at), end: text.length }
    value += text.slice(at, close)
    if (text[close + 1] !== quote) return { value, end: close + 1 }
    value += quote
    at = close + 2
  }
}
