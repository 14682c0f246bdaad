import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'update-cost.ts',
  rubric: {
    'writes whole blocks, each once': {
      points: 3,
      hint: 'Two edits may share a block.',
    },
    'reads blocks of which something stays': {
      points: 3,
      hint: 'A block that is replaced as a whole need not be read.',
    },
    'lets a file grow, and not a device': {
      points: 2,
      hint: 'What does not exist yet cannot be read, and a gap is not written.',
    },
    'writes an object as a whole': {
      points: 3,
      hint: 'An object cannot be changed in place.',
    },
    'copies parts that stay the same': {
      points: 2,
      hint: 'Look at the size of parts, at their number, and at the last of them.',
    },
    'knows what is atomic': 1,
    'renames a file at once and an object by copying': {
      points: 1,
      hint: 'A key is not a path: there is nothing to move.',
    },
  },
  hints: [
    'Turn edits into ranges first: sorted, merged, none of them empty. Overlaps and shared blocks then settle themselves.',
    'For a block or a part ask one question: how many of its existing bytes does no edit cover? None: do not read. All, and it does not grow: it stays as it is.',
    'A part has `Math.max(5 * MiB, Math.ceil(newSize / 10_000 / MiB) * MiB)` bytes. A rename beyond 5 GiB takes `Math.ceil(size / (5 * GiB))` copies, and `CreateMultipartUpload`, `CompleteMultipartUpload` and `DeleteObject`.',
  ],
  mutants: {
    'counts-a-block-for-every-edit': ['writes whole blocks, each once'],
    'writes-bytes-instead-of-blocks': {
      fails: ['writes whole blocks, each once', 'lets a file grow, and not a device'],
      visibleTests: 'fail',
    },
    'reads-every-block': [
      'reads blocks of which something stays',
      'lets a file grow, and not a device',
    ],
    'reads-nothing': {
      fails: ['reads blocks of which something stays', 'lets a file grow, and not a device'],
      visibleTests: 'fail',
    },
    'reads-what-is-not-there': ['lets a file grow, and not a device'],
    'changes-an-object-in-place': { fails: ['writes an object as a whole'], visibleTests: 'fail' },
    'reads-the-whole-object': {
      fails: ['writes an object as a whole', 'copies parts that stay the same'],
      visibleTests: 'fail',
    },
    'makes-too-many-parts': ['copies parts that stay the same'],
    'copies-a-last-part-that-grew': ['copies parts that stay the same'],
    'takes-files-for-atomic': ['knows what is atomic'],
    'renames-objects-like-files': ['renames a file at once and an object by copying'],
  },
})
