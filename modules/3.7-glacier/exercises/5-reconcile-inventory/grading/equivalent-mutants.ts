import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'const FIELD = /"((?:[^"\\\\]|\\\\(?!")|\\\\")*)"(?=,|\\r?\\n|$)|([^,\\r\\n]*)/',
    becomes: 'const FIELD = /"((?:[^"\\\\]|\\\\(?!")|\\\\")*)"(?=,|\\r\\n|$)|([^,\\r\\n]*)/',
    reason: 'A line is taken apart without its end.',
  },
  {
    line: "const rows = contentType.startsWith('text/csv') ? parseCsv(output) : parseJson(output)",
    becomes: "const rows = contentType.endsWith('text/csv') ? parseCsv(output) : parseJson(output)",
    reason: 'There are two content types.',
  },
  {
    line: 'const fields: string[] = []',
    becomes: 'const fields: string[] = ["Stryker was here"]',
    reason: 'A further field in the names and in every row changes nothing.',
  },
  {
    line: 'for (let at = 0; at <= line.length;) {',
    becomes: 'for (let at = 0; (at < line.length);) {',
    reason: 'The last field is the tree hash, which is never empty.',
  },
] satisfies EquivalentMutants[]
