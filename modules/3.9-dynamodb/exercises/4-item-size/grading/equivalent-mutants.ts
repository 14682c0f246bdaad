import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "const [whole = '', fraction = ''] = text.replace('-', '').split('.')",
    becomes: `const [whole = "Stryker was here!", fraction = ''] = text.replace('-', '').split('.')`,
    reason: '`split` gives one part at least.',
  },
] satisfies EquivalentMutants[]
