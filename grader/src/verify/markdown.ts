/** A block of code in a Markdown text. */
export interface CodeBlock {
  /** What stands behind the opening fence, as in `mermaid`; empty for nothing. */
  language: string
  /** The number of the opening fence's line, from 1. */
  line: number
  content: string
}

/** The fenced blocks of code of a Markdown text, in order. */
export function codeBlocks(text: string): CodeBlock[] {
  const blocks: CodeBlock[] = []
  let open: (CodeBlock & { fence: string; lines: string[] }) | undefined
  for (const [index, line] of text.split('\n').entries()) {
    const [, fence = '', language = ''] = /^\s*(`{3,})(.*)$/.exec(line) ?? []
    if (!open && fence) {
      open = { fence, language: language.trim(), line: index + 1, content: '', lines: [] }
    } else if (open && fence.startsWith(open.fence) && language.trim() === '') {
      blocks.push({ language: open.language, line: open.line, content: open.lines.join('\n') })
      open = undefined
    } else {
      open?.lines.push(line)
    }
  }
  return blocks
}

/** The lines of a Markdown text; those of code are empty, and so is code within a line. */
export function proseLines(text: string): string[] {
  const lines = text.split('\n')
  for (const { line, content } of codeBlocks(text)) {
    // Both fences, and what is between them.
    for (let at = line - 1; at <= line + content.split('\n').length; at++) lines[at] = ''
  }
  return lines.map((line) => line.replaceAll(/`[^`]*`/g, '``'))
}
