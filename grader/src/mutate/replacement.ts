/** A place in a text: line and column, both from 0. */
export interface Position {
  line: number
  column: number
}

/** Code that takes the place of other code. */
export interface Replacement {
  start: Position
  end: Position
  code: string
  /** Whether it is an expression whose operators could fall apart in another expression. */
  needsParentheses: boolean
}

/** A text with one replacement, and the line where the two differ. */
export interface Replaced {
  text: string
  /** The line's number, from 1. */
  at: number
  /** The line as it was, without its indentation. */
  line: string
  /** What it has become, in one line. */
  becomes: string
}

/** Puts code in the place of other code. */
export function replaced(text: string, replacement: Replacement): Replaced {
  const { start, end } = replacement
  const lines = text.split('\n')
  const from = offsetOf(lines, start)
  const to = offsetOf(lines, end)
  const before = text.slice(0, from)
  const code = isExpression(replacement, before) ? `(${replacement.code})` : replacement.code
  const prefix = lines[start.line]!.slice(0, start.column)
  const suffix = lines[end.line]!.slice(end.column)
  return {
    text: `${before}${code}${text.slice(to)}`,
    at: start.line + 1,
    line: lines[start.line]!.trim(),
    becomes: `${prefix}${code}${suffix}`.replaceAll(/\s+/g, ' ').trim(),
  }
}

/** A statement that begins with a bracket would go on with the line above: no semicolon ends that. */
function isExpression({ needsParentheses }: Replacement, before: string): boolean {
  return needsParentheses && !/[\w$)\]}'"`/]\s*\n\s*$/.test(before)
}

function offsetOf(lines: readonly string[], { line, column }: Position): number {
  return lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, column)
}
