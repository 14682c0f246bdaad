import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'load-police-departments.ts',
  services: ['DynamoDB'],
  rubric: {
    'loads every department, 25 a request at most': {
      points: 2,
      hint: 'What becomes of the last departments, when there are not enough of them to fill a batch?',
    },
    'keeps the later of two departments with one guid': {
      points: 2,
      hint: 'DynamoDB refuses a batch that writes one key twice.',
    },
    'never lets an older version overwrite a newer one': {
      points: 2,
      hint: 'What was handed back went out after something newer with the same guid.',
    },
    'sends again what was handed back, and only that': {
      points: 3,
      hint: 'A batch is not all or nothing: look at what DynamoDB hands back with its 200.',
    },
    'waits longer and longer, with jitter, and then starts afresh': {
      points: 2,
      hint: 'The pauses were not those of rule 3: their growth, their upper end, their randomness or their reset.',
    },
    'survives a throttled request': {
      points: 2,
      hint: 'A request that was throttled wrote nothing, and ended the load.',
    },
    'gives up after eight rounds that wrote nothing, and names what is left': {
      points: 2,
      hint: 'A round that writes one item is progress. Eight without any are not.',
    },
    'notes what is larger than 400 KB, with its size': {
      points: 2,
      hint: 'A size is bytes of UTF-8, of names and of values, and a KB has 1,024.',
    },
    'reads no further ahead than it writes': {
      points: 2,
      hint: 'The stream was read much faster than the table was written: a large one will not fit in memory.',
    },
    'lets other errors through': {
      points: 1,
      hint: 'Trying again does not help where there is no table.',
    },
  },
  hints: [
    'Collect a batch, write it until nothing of it is left, and only then read on. That alone settles several of the rules.',
    "A `Map` from guid to department is a batch without duplicates. Write a loop around the request: what comes back is the next round's batch. Two counters go along: rounds that left something, and rounds that wrote nothing.",
    '`BatchWriteCommand` answers with `UnprocessedItems[table]`, a list of the same `PutRequest`s (or nothing). `Buffer.byteLength(text)` measures UTF-8. After the `for await` loop, write what is still in the batch.',
  ],
  mutants: {
    'loses-the-last-batch': ['loads every department, 25 a request at most'],
    'sends-26': [
      'loads every department, 25 a request at most',
      'never lets an older version overwrite a newer one',
      'waits longer and longer, with jitter, and then starts afresh',
      'survives a throttled request',
      'reads no further ahead than it writes',
    ],
    'keeps-the-first': ['keeps the later of two departments with one guid'],
    'sends-duplicates': ['keeps the later of two departments with one guid'],
    'ignores-what-is-handed-back': [
      'never lets an older version overwrite a newer one',
      'sends again what was handed back, and only that',
      'waits longer and longer, with jitter, and then starts afresh',
      'gives up after eight rounds that wrote nothing, and names what is left',
    ],
    'sends-the-whole-batch-again': [
      'sends again what was handed back, and only that',
      'gives up after eight rounds that wrote nothing, and names what is left',
    ],
    'never-starts-afresh': ['waits longer and longer, with jitter, and then starts afresh'],
    'retries-at-the-end': [
      'never lets an older version overwrite a newer one',
      'waits longer and longer, with jitter, and then starts afresh',
    ],
    'waits-the-same-every-time': ['waits longer and longer, with jitter, and then starts afresh'],
    'waits-without-jitter': ['waits longer and longer, with jitter, and then starts afresh'],
    'writes-everything-at-once': [
      'never lets an older version overwrite a newer one',
      'waits longer and longer, with jitter, and then starts afresh',
      'reads no further ahead than it writes',
    ],
    'dies-of-a-throttle': ['survives a throttled request'],
    'gives-up-in-silence': [
      'gives up after eight rounds that wrote nothing, and names what is left',
    ],
    'gives-up-while-it-gets-on': [
      'gives up after eight rounds that wrote nothing, and names what is left',
    ],
    'counts-letters': ['notes what is larger than 400 KB, with its size'],
    'forgets-the-names': ['notes what is larger than 400 KB, with its size'],
    'tries-again-whatever-happened': ['lets other errors through'],
  },
})
