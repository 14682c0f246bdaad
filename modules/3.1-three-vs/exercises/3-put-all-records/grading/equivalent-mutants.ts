import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'if (batch.length > 0) yield batch',
    becomes: ['if (true) yield batch', 'if ((batch.length >= 0)) yield batch'],
    reason: 'A request without records is not sent: nothing of it is pending.',
  },
] satisfies EquivalentMutants[]
