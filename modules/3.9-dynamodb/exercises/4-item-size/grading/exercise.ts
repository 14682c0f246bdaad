import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'item-size.ts',
  rubric: {
    'weighs names and texts in UTF-8': {
      points: 2,
      hint: 'A letter with an accent takes two bytes, and names count too.',
    },
    'weighs numbers by their digits': {
      points: 2,
      hint: 'Digits before and behind the point are paired separately.',
    },
    'weighs lists, maps, sets and the rest': {
      points: 2,
      hint: 'A list of nothing still takes its three bytes.',
    },
    'charges reads by 4 KB, and for what is not there': {
      points: 1,
      hint: 'DynamoDB had to look before it could say "nothing".',
    },
    'rounds a query as a whole and a batch item by item': {
      points: 1,
      hint: 'Where you round decides whether ten small items cost one unit or ten.',
    },
    'charges writes by 1 KB of the larger item': {
      points: 1,
      hint: 'Making an item small is as dear as it was large.',
    },
    'charges an index for its own entry': {
      points: 1,
      hint: 'An entry whose key changes moves: it is deleted and put.',
    },
  },
  hints: [
    'Two recursive questions: what does a value take, and where is rounded?',
    '`Buffer.byteLength` measures texts. Take numbers as texts: strip sign, exponent and zeros, then split at the point.',
    'Reads: `Math.max(1, Math.ceil(bytes / 4096))`, for a Query of the sum. An index whose values change takes `Math.ceil(Math.max(before, after) / 1024)`, one whose key changes `Math.ceil(before / 1024) + Math.ceil(after / 1024)`.',
  ],
  mutants: {
    'measures-the-json': {
      fails: [
        'weighs names and texts in UTF-8',
        'weighs numbers by their digits',
        'weighs lists, maps, sets and the rest',
      ],
      visibleTests: 'fail',
    },
    'counts-characters': ['weighs names and texts in UTF-8'],
    'counts-all-digits-together': ['weighs numbers by their digits'],
    'forgets-what-nesting-takes': ['weighs lists, maps, sets and the rest'],
    'takes-a-kilobyte-for-1000': [
      'charges reads by 4 KB, and for what is not there',
      'rounds a query as a whole and a batch item by item',
      'charges writes by 1 KB of the larger item',
      'charges an index for its own entry',
    ],
    'reads-nothing-for-free': ['charges reads by 4 KB, and for what is not there'],
    'rounds-every-item-of-a-query': ['rounds a query as a whole and a batch item by item'],
    'charges-for-what-is-stored': ['charges writes by 1 KB of the larger item'],
    'moves-an-entry-for-one-write': ['charges an index for its own entry'],
  },
})
