import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'infer-schema.ts',
  rubric: {
    'knows each type': {
      points: 2,
      hint: 'Each type of the list, alone in a column.',
    },
    'keeps codes that only look like numbers as text': {
      points: 3,
      hint: 'A value became a number that prints as another text.',
    },
    'keeps whole numbers exact, however long': {
      points: 3,
      hint: 'Beyond 2^53 a Number no longer knows its neighbour. BigInt does.',
    },
    'chooses decimals by their digits': {
      points: 2,
      hint: 'A decimal prints the same number of digits behind the point in every row.',
    },
    'takes only days that exist for dates': {
      points: 2,
      hint: 'Some parsers move the 30th of February into March.',
    },
    'takes only timestamps of one form': {
      points: 2,
      hint: 'One column has one way to print a time.',
    },
    'keeps null apart from texts and zeros': {
      points: 2,
      hint: 'Which values say nothing about the type, and which say "text"?',
    },
    'lets the last row change the type': {
      points: 2,
      hint: 'The row that breaks a load is never among the first.',
    },
    'reads real files': {
      points: 2,
      hint: 'Zip codes, airports, weather and bird strikes: look at their columns.',
    },
  },
  hints: [
    'Turn the question round: for one value, which types give its text back? For a column, which types are left after every value has spoken?',
    'Keep a set of surviving types per column and intersect it. For decimals the number of digits behind the point belongs to the type, for timestamps separator, fraction digits and offset.',
    '`String(Number(text)) === text` for doubles, `BigInt.asIntN(64, BigInt(text))` for bigint, and for days the first ten letters of what `toISOString()` makes of them.',
  ],
  mutants: {
    'asks-whether-it-is-a-number': {
      fails: [
        'keeps codes that only look like numbers as text',
        'keeps whole numbers exact, however long',
        'chooses decimals by their digits',
        'keeps null apart from texts and zeros',
        'lets the last row change the type',
        'reads real files',
        'knows each type',
      ],
      visibleTests: 'fail',
    },
    'looks-at-the-first-hundred': ['lets the last row change the type', 'reads real files'],
    'lets-dates-overflow': ['takes only days that exist for dates'],
    'takes-blanks-for-zeros': {
      fails: ['keeps null apart from texts and zeros', 'reads real files'],
      visibleTests: 'fail',
    },
    'takes-the-word-null-for-null': ['keeps null apart from texts and zeros'],
    'compares-bigints-as-doubles': ['keeps whole numbers exact, however long'],
    'takes-any-offset': ['takes only timestamps of one form'],
    'takes-any-scale': [
      'keeps whole numbers exact, however long',
      'chooses decimals by their digits',
      'lets the last row change the type',
    ],
    'stores-nan': ['keeps codes that only look like numbers as text'],
    'forgets-absent-columns': ['keeps null apart from texts and zeros'],
  },
})
