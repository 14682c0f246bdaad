import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'quorum.ts',
  rubric: {
    'reads the last acknowledged write': {
      points: 4,
      hint: 'With R + W > N one of the answers knows it, whatever the others and the times say.',
    },
    'gives concurrent writes as siblings': {
      points: 3,
      hint: 'Neither has seen the other: nobody may throw one away.',
    },
    'settles siblings by a write that saw them': {
      points: 2,
      hint: 'The context of a read covers all that it returned.',
    },
    'waits for no more than it needs': {
      points: 2,
      hint: 'One of the replicas takes a minute.',
    },
    'repairs what is old, and nothing else': {
      points: 2,
      hint: 'Put what a replica lacks, version by version, as it was written.',
    },
    'hands on hints for replicas that failed': 1,
    'refuses without a quorum': 1,
  },
  hints: [
    'Write a function that asks all and gives the first n results; both operations need it. Keep the comparison of clocks apart.',
    'One clock covers another if each of its counters is at least as large, absent ones being 0. Newer: covers and is not covered.',
    'A `Promise` around a loop over the replicas: count results and failures, resolve at n results, reject once results and pending together are fewer than n.',
  ],
  mutants: {
    'believes-the-latest-time': {
      fails: [
        'reads the last acknowledged write',
        'gives concurrent writes as siblings',
        'repairs what is old, and nothing else',
      ],
      visibleTests: 'fail',
    },
    'lets-the-majority-decide': ['reads the last acknowledged write'],
    'takes-one-sibling': [
      'gives concurrent writes as siblings',
      'settles siblings by a write that saw them',
      'repairs what is old, and nothing else',
    ],
    'keeps-equal-versions-twice': [
      'reads the last acknowledged write',
      'gives concurrent writes as siblings',
      'waits for no more than it needs',
      'repairs what is old, and nothing else',
    ],
    'forgets-what-others-wrote': [
      'gives concurrent writes as siblings',
      'settles siblings by a write that saw them',
    ],
    'waits-for-all': ['waits for no more than it needs'],
    'repairs-everybody': ['repairs what is old, and nothing else'],
    'repairs-one-sibling-only': ['repairs what is old, and nothing else'],
    'counts-a-hint-as-an-answer': ['refuses without a quorum'],
    'forgets-hints': ['hands on hints for replicas that failed'],
  },
})
