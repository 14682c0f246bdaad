import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'send-emissions.ts',
  services: ['DynamoDB', 'SQS'],
  rubric: {
    'sends every item of every page once': {
      points: 2,
      hint: 'A Scan answers with 1 MB at a time and says where it stopped.',
    },
    'keeps a call within ten messages and 1 MiB': {
      points: 1,
      hint: 'Ten large messages may be too much for one call, and one is too little.',
    },
    'keeps sets and large bodies as they are': {
      points: 1,
      hint: 'What does JSON.stringify make of a Set?',
    },
    'sends again what the queue refused, and only that': {
      points: 2,
      hint: 'A batch that failed in part is answered with HTTP 200.',
    },
    'names what the queue refused to the end': {
      points: 1,
      hint: 'Three attempts, and then somebody has to know.',
    },
    'leaves expired items out': {
      points: 1,
      hint: 'DynamoDB counts the expiry in seconds.',
    },
    'gives back exactly the records that failed': {
      points: 2,
      hint: 'One bad record must cost no other its work.',
    },
  },
  hints: [
    'Three things answer by halves here: a Scan, a batch, a Lambda. Where does each say what is missing?',
    '`LastEvaluatedKey`, `Failed` and `batchItemFailures` are those places. Match failed entries by their `Id`.',
    '`paginateScan` reads every page. `SendMessageBatchCommand` takes `Entries: [{ Id, MessageBody }]`. A replacer for `JSON.stringify` turns a `Set` into `[...set]`.',
  ],
  mutants: {
    'reads-one-page': [
      'sends every item of every page once',
      'keeps a call within ten messages and 1 MiB',
    ],
    'fills-no-batch': ['keeps a call within ten messages and 1 MiB'],
    'counts-messages-only': ['keeps a call within ten messages and 1 MiB'],
    'takes-seconds-for-milliseconds': ['leaves expired items out'],
    'ignores-what-failed': [
      'sends again what the queue refused, and only that',
      'names what the queue refused to the end',
    ],
    'sends-the-whole-batch-again': [
      'sends again what the queue refused, and only that',
      'names what the queue refused to the end',
    ],
    'stringifies-sets': ['keeps sets and large bodies as they are'],
    'stops-at-the-first-bad-record': ['gives back exactly the records that failed'],
  },
})
