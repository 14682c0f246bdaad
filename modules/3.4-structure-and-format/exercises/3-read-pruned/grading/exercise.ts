import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'read-pruned.ts',
  rubric: {
    'finds the rows that match all filters': {
      points: 3,
      hint: 'The answer differs from that of reading everything and filtering it.',
    },
    'skips row groups by their statistics': {
      points: 4,
      hint: 'A row group was read that cannot match, or skipped though its border does.',
    },
    'reads where statistics are missing': {
      points: 3,
      hint: 'An unknown bound excludes nothing.',
    },
    'never matches null': {
      points: 2,
      hint: 'In SQL, null is neither equal nor unequal to anything.',
    },
    'takes cut bounds for bounds only': {
      points: 2,
      hint: 'A bound that was cut may be a text that no row has.',
    },
    'compares long numbers and texts as Parquet does': {
      points: 2,
      hint: 'Mind 2^53, and letters beyond the basic plane.',
    },
    'reads the other columns only where a row matches': {
      points: 2,
      hint: 'Statistics allow a match; only the values decide.',
    },
    'reads the footer only where nothing can match': {
      points: 1,
      hint: 'Eight bytes tell how long the footer is.',
    },
    'refuses a file that was cut off': {
      points: 1,
      hint: 'An interrupted upload has no PAR1 at its end.',
    },
  },
  hints: [
    'Two questions, kept apart: can a group match (statistics), does a row match (values)? The first may err on the side of reading.',
    'For each operator say which bound must lie on which side: "<" needs min < value, ">=" needs max >= value, "=" needs both. An absent bound counts as fulfilled.',
    '`!=` excludes a group only if `min` and `max` are both the value and `exact` is not false. A group whose `nulls` are all its `rows` matches nothing. `Buffer.compare` compares texts.',
  ],
  mutants: {
    'reads-every-group': {
      fails: [
        'skips row groups by their statistics',
        'compares long numbers and texts as Parquet does',
        'reads the other columns only where a row matches',
        'reads the footer only where nothing can match',
      ],
      visibleTests: 'fail',
    },
    'skips-what-it-does-not-know': ['reads where statistics are missing'],
    'excludes-the-border': [
      'finds the rows that match all filters',
      'skips row groups by their statistics',
      'reads where statistics are missing',
      'never matches null',
      'compares long numbers and texts as Parquet does',
    ],
    'excludes-null-from-equality-only': [
      'finds the rows that match all filters',
      'never matches null',
    ],
    'takes-cut-bounds-for-values': ['takes cut bounds for bounds only'],
    'compares-through-number': ['compares long numbers and texts as Parquet does'],
    'compares-strictly': ['compares long numbers and texts as Parquet does'],
    'compares-by-utf-16': ['compares long numbers and texts as Parquet does'],
    'returns-filter-columns': ['finds the rows that match all filters', 'never matches null'],
    'takes-any-filter': [
      'finds the rows that match all filters',
      'reads the other columns only where a row matches',
    ],
    'reads-all-columns-at-once': ['reads the other columns only where a row matches'],
    'reads-whole-groups': [
      'skips row groups by their statistics',
      'reads the other columns only where a row matches',
    ],
    'trusts-the-footer-length': ['refuses a file that was cut off'],
    'reads-half-a-file-for-the-footer': [
      'skips row groups by their statistics',
      'never matches null',
      'compares long numbers and texts as Parquet does',
      'reads the other columns only where a row matches',
      'reads the footer only where nothing can match',
    ],
  },
})
