import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'recommend-database.ts',
  rubric: {
    'takes the service made for the access patterns': {
      points: 4,
      hint: 'A service that can do everything is the last choice for one thing.',
    },
    'knows what has ended, on the day asked about': {
      points: 3,
      hint: 'The answer depends on asOf, never on today.',
    },
    'lets existing customers stay with a closed service': {
      points: 2,
      hint: 'Closed to new customers is not closed.',
    },
    'rejects what cannot keep a promise': {
      points: 3,
      hint: 'Transactions, latency and size exclude; borders are included.',
    },
    'has the first reason win, and names every rejected service': {
      points: 1,
      hint: 'The reasons have an order.',
    },
    'recommends nothing for the impossible': 1,
    'settles ties by latency, then by place': 1,
  },
  hints: [
    'First exclude, with a reason for each; then choose among what is left.',
    'Days in ISO form compare as texts. A day is still good if it is before the first bad one.',
    'Sort by the number of patterns that nobody asked for, then by `latencyMs`. `toSorted` is stable, so the order of the catalog settles the rest.',
  ],
  mutants: {
    'takes-the-first-that-fits': {
      fails: [
        'takes the service made for the access patterns',
        'knows what has ended, on the day asked about',
        'rejects what cannot keep a promise',
        'settles ties by latency, then by place',
      ],
      visibleTests: 'fail',
    },
    'asks-for-any-pattern': [
      'takes the service made for the access patterns',
      'recommends nothing for the impossible',
    ],
    'asks-what-day-it-is': [
      'knows what has ended, on the day asked about',
      'lets existing customers stay with a closed service',
    ],
    'ends-a-day-late': [
      'knows what has ended, on the day asked about',
      'lets existing customers stay with a closed service',
    ],
    'refuses-existing-customers': ['lets existing customers stay with a closed service'],
    'lets-existing-customers-stay-for-ever': [
      'knows what has ended, on the day asked about',
      'lets existing customers stay with a closed service',
    ],
    'excludes-the-border': ['rejects what cannot keep a promise'],
    'forgets-transactions': ['rejects what cannot keep a promise'],
    'recommends-something-always': [
      'knows what has ended, on the day asked about',
      'rejects what cannot keep a promise',
      'recommends nothing for the impossible',
    ],
    'takes-the-last-of-equals': ['settles ties by latency, then by place'],
    'lets-the-last-reason-win': ['has the first reason win, and names every rejected service'],
  },
})
