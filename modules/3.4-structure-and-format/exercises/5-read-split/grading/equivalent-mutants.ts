import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'if (!isForeign) line.push(piece.subarray(from))',
    becomes: 'if (true) line.push(piece.subarray(from))',
    reason: "What was read of another's line is forgotten at its end.",
  },
] satisfies EquivalentMutants[]
