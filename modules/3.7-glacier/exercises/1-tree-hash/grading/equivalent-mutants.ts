import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'nodes.push({ digest, level: left.level + 1 })',
    becomes: 'nodes.push({ digest, level: (left.level - 1) })',
    reason: 'Levels are only compared, so it does not matter which way they count.',
  },
] satisfies EquivalentMutants[]
