import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'NotWritten'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: 'super(`${guids.length} departments were not written`)',
    becomes: 'super(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const left = output.UnprocessedItems?.[table] ?? []',
    becomes: 'const left = output.UnprocessedItems[table] ?? []',
    reason: 'AWS always answers with `UnprocessedItems`; only the type allows for less.',
  },
] satisfies EquivalentMutants[]
