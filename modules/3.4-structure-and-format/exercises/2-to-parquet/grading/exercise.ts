import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'to-parquet.ts',
  rubric: {
    'writes a file that reads back equal': {
      points: 3,
      hint: 'Read your file back: every row, every column of the schema, nothing else.',
    },
    'stores types, not texts': {
      points: 2,
      hint: 'A column of numbers written as text cannot be compared as numbers.',
    },
    'keeps null apart from zero and the empty text': {
      points: 2,
      hint: 'A measurement that was not taken is not a measurement of 0.',
    },
    'keeps long whole numbers exact': {
      points: 1,
      hint: 'A 64-bit number does not fit into a Number.',
    },
    'stores days and times in UTC': {
      points: 2,
      hint: 'The machine has a time zone of its own. The data do not care.',
    },
    'sorts so that row groups do not overlap': {
      points: 3,
      hint: 'What does each row group say is its smallest and largest value?',
    },
    'writes a table without rows': {
      points: 1,
      hint: 'No rows are still a table with columns.',
    },
    'refuses what a column cannot hold': {
      points: 1,
      hint: 'A value was stored that nobody delivered.',
    },
  },
  hints: [
    'Three steps: rows of text become rows of values, rows of values get sorted, sorted rows become columns.',
    'Sort on the typed values, not on the texts: "9" comes after "10" in the alphabet. JavaScript compares texts by UTF-16 units, Parquet by bytes.',
    '`Date.parse(day + "T00:00:00Z") / 86_400_000` for days, `BigInt(text)` for long numbers, `Buffer.compare(Buffer.from(one), Buffer.from(other))` for texts; `null` goes last.',
  ],
  mutants: {
    'writes-texts-only': {
      fails: [
        'writes a file that reads back equal',
        'stores types, not texts',
        'keeps null apart from zero and the empty text',
        'keeps long whole numbers exact',
        'stores days and times in UTC',
        'sorts so that row groups do not overlap',
        'writes a table without rows',
      ],
      visibleTests: 'fail',
    },
    'leaves-the-order': {
      fails: ['sorts so that row groups do not overlap'],
      visibleTests: 'fail',
    },
    'sorts-the-texts': ['sorts so that row groups do not overlap'],
    'sorts-by-utf-16': ['sorts so that row groups do not overlap'],
    'sorts-one-column': {
      fails: ['writes a file that reads back equal', 'sorts so that row groups do not overlap'],
      visibleTests: 'fail',
    },
    'stores-zero-for-null': {
      fails: [
        'keeps null apart from zero and the empty text',
        'sorts so that row groups do not overlap',
      ],
      visibleTests: 'fail',
    },
    'keeps-empty-texts': [
      'keeps null apart from zero and the empty text',
      'refuses what a column cannot hold',
    ],
    'goes-through-number': [
      'keeps long whole numbers exact',
      'sorts so that row groups do not overlap',
    ],
    'takes-local-time': ['stores days and times in UTC'],
    'makes-one-row-group': ['sorts so that row groups do not overlap'],
    'returns-nothing-for-no-rows': ['writes a table without rows'],
    'stores-what-does-not-fit': {
      fails: ['refuses what a column cannot hold'],
      visibleTests: 'fail',
    },
  },
})
