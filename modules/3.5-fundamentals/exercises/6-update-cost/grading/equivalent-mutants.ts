import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "if (kind === 'block' && newSize > size) throw new RangeError('A device does not grow')",
    becomes: `if (kind === 'block' && newSize > size) throw new RangeError("")`,
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: "if (kind === 'block') throw new RangeError('A device has no names')",
    becomes: `if (kind === 'block') throw new RangeError("")`,
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'const inParts = copyParts && newSize >= MIN_PART',
    becomes: [
      'const inParts = copyParts && true',
      'const inParts = copyParts && (newSize > MIN_PART)',
    ],
    reason: 'An object of one part is written as a whole, either way.',
  },
  {
    line: 'for (let start = 0; start < newSize; start += step) {',
    becomes: 'for (let start = 0; (start <= newSize); start += step) {',
    reason: 'A part without bytes costs nothing.',
  },
  {
    line: 'if (last && offset <= last.end) last.end = Math.max(last.end, offset + length)',
    becomes: 'if (last && (offset < last.end)) last.end = Math.max(last.end, offset + length)',
    reason: 'Ranges that touch need not be one.',
  },
] satisfies EquivalentMutants[]
