import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'register-partitions.ts',
  services: ['Glue'],
  rubric: {
    'registers each partition at its own place, as the table stores data': {
      points: 3,
      hint: 'A query reads a partition by the descriptor of that partition, not by that of the table.',
    },
    'sends a hundred partitions at once and no more': 2,
    'takes those that are there already for a success, and leaves them alone': {
      points: 3,
      hint: 'Whoever runs a job twice is not to be punished for it. Count what happened to each partition.',
    },
    'registers repeated values once, at the first place': 1,
    'tries again only those that failed in passing': {
      points: 3,
      hint: 'A request that was answered with 200 may have failed in part.',
    },
    'tries a request again that failed as a whole': 1,
    'reports what cannot be created, in order, and goes on': {
      points: 2,
      hint: 'One bad partition is no reason to leave the others, nor to call it created.',
    },
    'sends a partition five times, and waits longer before each retry': 1,
    'settles when an answer gets lost': 1,
    'throws for a table that is not there, or is dropped meanwhile': {
      points: 1,
      hint: 'Without the table all partitions fail for one reason. Say it once.',
    },
    'tells partitions apart by all their values': {
      points: 2,
      hint: 'Values may hold any character, also the one that you put between them.',
    },
  },
  hints: [
    'Separate three jobs: cutting the list into requests, sending one request, and sending again what failed in passing.',
    'An entry of `Errors` has no position. Look it up by its values, with a key that no two lists of values share.',
    '`{ ...Table.StorageDescriptor, Location: part.location }` for each partition, and `JSON.stringify(values)` as the key of `ErrorDetail.ErrorCode`.',
  ],
  mutants: {
    'counts-repeats-by-values': ['registers repeated values once, at the first place'],
    'ignores-errors': {
      fails: [
        'takes those that are there already for a success, and leaves them alone',
        'tries again only those that failed in passing',
        'reports what cannot be created, in order, and goes on',
        'sends a partition five times, and waits longer before each retry',
        'settles when an answer gets lost',
        'tells partitions apart by all their values',
      ],
      visibleTests: 'fail',
    },
    'joins-values': ['tells partitions apart by all their values'],
    'keeps-the-location-of-the-table': {
      fails: [
        'registers each partition at its own place, as the table stores data',
        'sends a hundred partitions at once and no more',
        'registers repeated values once, at the first place',
        'tries again only those that failed in passing',
        'tells partitions apart by all their values',
      ],
      visibleTests: 'fail',
    },
    'lets-a-timeout-through': ['tries a request again that failed as a whole'],
    'lets-the-last-place-win': ['registers repeated values once, at the first place'],
    'reports-in-the-order-of-failing': ['reports what cannot be created, in order, and goes on'],
    'retries-every-code': ['reports what cannot be created, in order, and goes on'],
    'retries-nothing': [
      'tries again only those that failed in passing',
      'tries a request again that failed as a whole',
      'sends a partition five times, and waits longer before each retry',
      'tells partitions apart by all their values',
    ],
    'retries-the-whole-request': [
      'tries again only those that failed in passing',
      'reports what cannot be created, in order, and goes on',
      'tells partitions apart by all their values',
    ],
    'sends-101': [
      'sends a hundred partitions at once and no more',
      'takes those that are there already for a success, and leaves them alone',
      'settles when an answer gets lost',
      'throws for a table that is not there, or is dropped meanwhile',
    ],
    'sends-one-at-a-time': [
      'sends a hundred partitions at once and no more',
      'settles when an answer gets lost',
    ],
    'sends-the-location-only': {
      fails: ['registers each partition at its own place, as the table stores data'],
      visibleTests: 'fail',
    },
    'shares-one-descriptor': [
      'registers each partition at its own place, as the table stores data',
      'sends a hundred partitions at once and no more',
      'registers repeated values once, at the first place',
      'tries again only those that failed in passing',
      'tells partitions apart by all their values',
    ],
    'sleeps-after-the-last-try': [
      'sends a partition five times, and waits longer before each retry',
    ],
    'stops-at-the-first-duplicate': {
      fails: [
        'takes those that are there already for a success, and leaves them alone',
        'settles when an answer gets lost',
      ],
      visibleTests: 'fail',
    },
    'takes-any-refusal-for-a-failure': [
      'throws for a table that is not there, or is dropped meanwhile',
    ],
    'takes-duplicates-for-failures': {
      fails: [
        'takes those that are there already for a success, and leaves them alone',
        'settles when an answer gets lost',
      ],
      visibleTests: 'fail',
    },
    'writes-over-what-is-there': {
      fails: ['takes those that are there already for a success, and leaves them alone'],
      visibleTests: 'fail',
    },
  },
})
