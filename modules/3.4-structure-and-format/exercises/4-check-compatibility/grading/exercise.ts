import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'check-compatibility.ts',
  rubric: {
    'has the new schema read old data for BACKWARD': {
      points: 3,
      hint: 'Who reads, and who wrote?',
    },
    'has the old schema read new data for FORWARD': {
      points: 2,
      hint: 'Who reads, and who wrote?',
    },
    'asks both for FULL': 1,
    'asks every version in the modes for all': {
      points: 3,
      hint: 'The data of the first version still lie in the archive.',
    },
    'accepts anything for NONE, and no second version for DISABLED': 1,
    'knows the promotions': {
      points: 2,
      hint: 'An int fits into a long. Does a long fit into an int?',
    },
    'needs a default for what the writer lacks': {
      points: 2,
      hint: 'null, 0 and false are defaults too.',
    },
    'compares enums, fixed, arrays and maps': {
      points: 2,
      hint: 'An unknown symbol needs somewhere to go.',
    },
    'resolves unions branch by branch': {
      points: 2,
      hint: 'The writer may use any branch of its union; the reader has to be ready for each.',
    },
    'follows names, namespaces, aliases and recursion': {
      points: 2,
      hint: 'A name refers to the nearest namespace, and a tree contains trees.',
    },
  },
  hints: [
    'Write one function that says what keeps a reader from a writer. The modes only choose who is which, and against which versions.',
    'First replace names by what they stand for; then compare pair by pair. Remember pairs of records that you are comparing already, or a tree never ends.',
    'Order of the cases: writer is a union (every branch), reader is a union (some branch), promotions, then the same kind: items, values, name or aliases, size, symbols, fields with `default !== undefined`.',
  ],
  mutants: {
    'swaps-the-directions': {
      fails: [
        'has the new schema read old data for BACKWARD',
        'has the old schema read new data for FORWARD',
        'asks every version in the modes for all',
        'knows the promotions',
        'needs a default for what the writer lacks',
        'compares enums, fixed, arrays and maps',
        'resolves unions branch by branch',
        'follows names, namespaces, aliases and recursion',
      ],
      visibleTests: 'fail',
    },
    'compares-fields-only': [
      'has the new schema read old data for BACKWARD',
      'has the old schema read new data for FORWARD',
      'asks both for FULL',
      'knows the promotions',
      'needs a default for what the writer lacks',
      'compares enums, fixed, arrays and maps',
      'resolves unions branch by branch',
      'follows names, namespaces, aliases and recursion',
    ],
    'looks-at-the-last-version-only': ['asks every version in the modes for all'],
    'looks-at-neighbours-only': ['asks every version in the modes for all'],
    'takes-null-for-no-default': ['needs a default for what the writer lacks'],
    'ignores-defaults': {
      fails: [
        'has the old schema read new data for FORWARD',
        'asks both for FULL',
        'asks every version in the modes for all',
        'needs a default for what the writer lacks',
      ],
      visibleTests: 'fail',
    },
    'narrows-numbers': [
      'has the old schema read new data for FORWARD',
      'asks both for FULL',
      'knows the promotions',
      'compares enums, fixed, arrays and maps',
      'resolves unions branch by branch',
    ],
    'forgets-symbols': ['compares enums, fixed, arrays and maps'],
    'needs-one-branch-of-the-writer': ['resolves unions branch by branch'],
    'compares-unions-by-place': ['resolves unions branch by branch'],
    'forgets-aliases': ['follows names, namespaces, aliases and recursion'],
    'knows-last-names-only': ['follows names, namespaces, aliases and recursion'],
    'never-ends': ['follows names, namespaces, aliases and recursion'],
    'takes-disabled-for-none': ['accepts anything for NONE, and no second version for DISABLED'],
  },
})
