import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'patterns.filter((pattern) => !need.patterns.includes(pattern)).length',
    becomes: 'patterns.length',
    reason: "What is left has all of the need's patterns, so that both counts have the same order.",
  },
  {
    line: "if (endOfSupport !== undefined && asOf >= endOfSupport) return 'ended'",
    becomes: "if (true && asOf >= endOfSupport) return 'ended'",
    reason: 'A text compared with `undefined` is false.',
  },
  {
    line: 'if (closedToNewCustomers !== undefined && asOf >= closedToNewCustomers && !isKnown)',
    becomes: 'if (true && asOf >= closedToNewCustomers && !isKnown)',
    reason: 'A text compared with `undefined` is false.',
  },
] satisfies EquivalentMutants[]
