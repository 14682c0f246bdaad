import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'classify-csv.ts',
  rubric: {
    'finds the delimiter, in the order of the classifier': {
      points: 3,
      hint: 'The most frequent separator is not always the one, and the first one seen is not either.',
    },
    'takes quoted delimiters and line breaks for data': {
      points: 2,
      hint: 'A quoted field can span lines, and hold quotes.',
    },
    'makes strings of quoted tables, for OpenCSVSerDe': {
      points: 2,
      hint: 'One serde reads quotes. What does it take every column for?',
    },
    'tells types apart': {
      points: 2,
      hint: 'What does an empty cell say about its column, and what fits into 64 bits?',
    },
    'takes the first row for a header only if values stand below': {
      points: 2,
      hint: 'Texts above texts are data to Glue.',
    },
    'knows what cells a header may have': {
      points: 2,
      hint: 'There is a longest cell, and the last one is different.',
    },
    'gives every column a name of its own': {
      points: 1,
      hint: 'Two names can become one when they are cleaned.',
    },
    'makes no table of what is none': 1,
  },
  hints: [
    'Cut the text into rows first, once for each delimiter; only then look at cells.',
    'Give a cell one of four types, or none if it is empty. The header rule and the columns both ask for nothing else.',
    'The first delimiter under which `rows.length >= 2` and all rows have one width of at least 2 is it. The header test: every cell of the first row a string (below 150, the last one free), and some cell below of another type. Columns are the merged types of the rows that are left.',
  ],
  mutants: {
    'takes-the-first-row-for-a-header': {
      fails: [
        'takes the first row for a header only if values stand below',
        'knows what cells a header may have',
      ],
      visibleTests: 'fail',
    },
    'sniffs-the-most-frequent': ['finds the delimiter, in the order of the classifier'],
    'splits-within-quotes': ['takes quoted delimiters and line breaks for data'],
    'types-quoted-columns': [
      'takes quoted delimiters and line breaks for data',
      'makes strings of quoted tables, for OpenCSVSerDe',
    ],
    'takes-nothing-for-text': ['tells types apart', 'knows what cells a header may have'],
    'trusts-number': ['tells types apart'],
    'allows-long-names': ['knows what cells a header may have'],
    'wants-a-last-name': [
      'knows what cells a header may have',
      'gives every column a name of its own',
    ],
    'keeps-the-dollar': {
      fails: [
        'takes quoted delimiters and line breaks for data',
        'gives every column a name of its own',
      ],
      visibleTests: 'fail',
    },
    'names-two-columns-alike': ['gives every column a name of its own'],
    'makes-a-table-of-a-list': {
      fails: [
        'finds the delimiter, in the order of the classifier',
        'makes no table of what is none',
      ],
      visibleTests: 'fail',
    },
  },
})
