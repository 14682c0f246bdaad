import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'put-all-records.ts',
  services: ['Kinesis'],
  rubric: {
    'sends every record in as few requests as the limits allow': 2,
    'keeps requests within 10 MiB, keys included': 2,
    'sends again only the records that were refused': {
      points: 3,
      hint: 'A request that was answered with 200 may have failed in part: each entry of the answer speaks of the record at the same position.',
    },
    'tells identical records apart': {
      points: 1,
      hint: 'Two records may be equal in key and data. Which one was refused?',
    },
    'reports what it gave up on by its index in the source': 2,
    'reports a record above the limit and sends the others': 1,
    'tries a request again that was throttled as a whole': 2,
    'lets errors through that waiting does not mend': 1,
    'waits before each retry, up to twice as long, and not after the last': 2,
    'reads no further ahead than two requests': {
      points: 2,
      hint: 'The source may be endless. When do you take the next record out of it?',
    },
    'keeps the order of each key where asked to': {
      points: 2,
      hint: 'If the first of two records of a key is refused and the second stored, it is too late. Can both be under way at once?',
    },
  },
  hints: [
    'Separate three jobs: cutting the source into requests, sending one request, and sending again what it refused.',
    'Keep each record together with its index in the source; positions in a request change with every retry.',
    '`Records[i].ErrorCode` of the answer belongs to `Records[i]` of the request. For `ordered`, cut a request before a key that it already holds.',
  ],
  mutants: {
    'checks-only-for-throws': {
      fails: [
        'sends again only the records that were refused',
        'tells identical records apart',
        'reports a record above the limit and sends the others',
        'reports what it gave up on by its index in the source',
        'waits before each retry, up to twice as long, and not after the last',
        'keeps the order of each key where asked to',
      ],
      visibleTests: 'fail',
    },
    'retries-the-whole-request': {
      fails: [
        'sends again only the records that were refused',
        'tells identical records apart',
        'reports what it gave up on by its index in the source',
        'keeps the order of each key where asked to',
      ],
      visibleTests: 'fail',
    },
    'finds-refused-records-by-content': ['tells identical records apart'],
    'sends-all-requests-at-once': [
      'reads no further ahead than two requests',
      'keeps the order of each key where asked to',
    ],
    'drops-the-last-request': {
      fails: [
        'sends every record in as few requests as the limits allow',
        'keeps requests within 10 MiB, keys included',
        'sends again only the records that were refused',
        'tells identical records apart',
        'reports what it gave up on by its index in the source',
        'reports a record above the limit and sends the others',
        'tries a request again that was throttled as a whole',
        'lets errors through that waiting does not mend',
        'waits before each retry, up to twice as long, and not after the last',
        'reads no further ahead than two requests',
        'keeps the order of each key where asked to',
      ],
      visibleTests: 'fail',
    },
    'weighs-data-only': [
      'keeps requests within 10 MiB, keys included',
      'reports a record above the limit and sends the others',
    ],
    'counts-characters-of-keys': ['keeps requests within 10 MiB, keys included'],
    'loses-the-index': ['reports what it gave up on by its index in the source'],
    'sends-too-large-records': ['reports a record above the limit and sends the others'],
    'lets-a-throttle-through': ['tries a request again that was throttled as a whole'],
    'retries-every-error': ['lets errors through that waiting does not mend'],
    'sleeps-after-the-last-try': [
      'waits before each retry, up to twice as long, and not after the last',
    ],
    'waits-without-bounds': [
      'waits before each retry, up to twice as long, and not after the last',
    ],
    'keeps-order-between-requests-only': ['keeps the order of each key where asked to'],
  },
})
