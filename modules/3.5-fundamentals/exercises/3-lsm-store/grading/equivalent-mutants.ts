import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: 'const name = `run-${++counter}`',
    becomes: 'const name = `run-${--counter}`',
    reason: 'A run may have any name that no file has.',
  },
  {
    line: 'return [...merged].sort(([one], [other]) => (one < other ? -1 : 1))',
    becomes: 'return [...merged].sort(([one], [other]) => ((one <= other) ? -1 : 1))',
    reason: 'A Map has no key twice.',
  },
  {
    line: 'const bits = new Uint8Array(Math.ceil((keys.length * BITS_PER_KEY) / 8) + 1)',
    becomes: [
      'const bits = new Uint8Array((Math.ceil(keys.length * BITS_PER_KEY / 8) - 1))',
      'const bits = new Uint8Array(Math.ceil((keys.length * BITS_PER_KEY * 8)) + 1)',
    ],
    reason: 'A filter may have any size that lets few through.',
  },
] satisfies EquivalentMutants[]
