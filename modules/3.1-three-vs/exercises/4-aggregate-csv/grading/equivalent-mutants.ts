import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'MissingColumn'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "if (columns) add(sums, row[columns[0]] ?? '', row[columns[1]] ?? '')",
    becomes: `if (columns) add(sums, row[columns[0]] ?? "Stryker was here!", row[columns[1]] ?? '')`,
    reason: 'The task leaves open what a row is that lacks a field.',
  },
  {
    line: "if (columns) add(sums, row[columns[0]] ?? '', row[columns[1]] ?? '')",
    becomes: `if (columns) add(sums, row[columns[0]] ?? '', row[columns[1]] ?? "Stryker was here!")`,
    reason: 'Neither text is a number.',
  },
  {
    line: 'if (!columns) find([], group, value)',
    becomes: 'if (!columns) find(["Stryker was here"], group, value)',
    reason: 'No column is called that.',
  },
  {
    line: "row.push(character === '\\n' && previous === '\\r' ? field.slice(0, -1) : field)",
    becomes: "row.push(true && previous === '\\r' ? field.slice(0, -1) : field)",
    reason: 'A field outside of quotes has no CR but at the end of its line.',
  },
  {
    line: "let before = ''",
    becomes: 'let before = "Stryker was here!"',
    reason: 'It is neither a quote nor a CR.',
  },
] satisfies EquivalentMutants[]
