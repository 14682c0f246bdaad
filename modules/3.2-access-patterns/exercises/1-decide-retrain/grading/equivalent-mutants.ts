import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'const bin = edges.filter((edge) => edge <= value).length',
    becomes: 'const bin = edges.filter((edge) => (edge > value)).length',
    reason: 'Counted from the other end, the bins and their sum are the same.',
  },
] satisfies EquivalentMutants[]
