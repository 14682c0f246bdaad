import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'InvalidCursor'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: '.sort((a, b) => (a.UpdateTime < b.UpdateTime ? 1 : a.UpdateTime > b.UpdateTime ? -1 : 0))',
    becomes: [
      '.sort((a, b) => (false ? 1 : a.UpdateTime > b.UpdateTime ? -1 : 0))',
      '.sort((a, b) => ((a.UpdateTime <= b.UpdateTime) ? 1 : a.UpdateTime > b.UpdateTime ? -1 : 0))',
    ],
    reason: 'A stable sort asks only whether a later value goes before an earlier one.',
  },
  {
    line: "if (place === 'end') return { items: [], ended: true }",
    becomes: "if (place === 'end') return { items: [], ended: (false) }",
    reason: 'A shard that has ended shows nothing, so that its place stays.',
  },
  {
    line: 'throw new InvalidCursor(`This cursor does not belong to a list of "${state}"`)',
    becomes: 'throw new InvalidCursor(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
] satisfies EquivalentMutants[]
