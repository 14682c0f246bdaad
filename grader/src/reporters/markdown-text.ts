import { printable, printableLines } from './printable.ts'

/**
 * Shows text that a student controls as a code span: there GitHub reads no HTML, links, images,
 * mentions, references, emoji or formulas. A `|` becomes `¦`, because a table's cells are told
 * apart before its code spans are read.
 */
export function code(text: string, max?: number): string {
  const shown = printable(text, max).replaceAll('|', '¦')
  if (shown.trim() === '') return ''
  const fence = '`'.repeat(longestRun(shown) + 1)
  const padding = /^[` ]|[` ]$/.test(shown) ? ' ' : ''
  return `${fence}${padding}${shown}${padding}${fence}`
}

/** Shows many lines that a student may have influenced as a fenced block, each line indented. */
export function codeBlock(text: string, indent: string, lines: number): string[] {
  const shown = printableLines(text, { lines })
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1))
  return [`${fence}text`, ...shown, fence].map((line) => `${indent}${line}`)
}

/** Escapes what is Markdown in a text of the course, such as a title, a check's name or a hint. */
export function plain(text: string): string {
  return printable(text, 500).replace(/[\\`*_[\]<>|~#&$!@]/g, '\\$&')
}

function longestRun(text: string) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))
}
