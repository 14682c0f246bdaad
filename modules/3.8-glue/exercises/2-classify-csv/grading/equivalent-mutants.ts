import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: `while (at < text.length && (text[at] !== '"' || text[at + 1] === '"')) {`,
    becomes: `while ((at <= text.length) && (text[at] !== '"' || text[at + 1] === '"')) {`,
    reason: 'The task leaves open what comes of quotes that do not end.',
  },
  {
    line: 'if (at >= text.length) return { rows, quoted }',
    becomes: 'if ((at > text.length)) return { rows, quoted }',
    reason: 'After the end there is one more row, of one empty field, which is none.',
  },
  {
    line: 'function hasHeader([first = [], ...data]: string[][]): boolean {',
    becomes: 'function hasHeader([first = ["Stryker was here"], ...data]: string[][]): boolean {',
    reason: 'Where there are columns, there is a first row.',
  },
] satisfies EquivalentMutants[]
