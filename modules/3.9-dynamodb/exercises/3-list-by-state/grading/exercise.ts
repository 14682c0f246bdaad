import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'list-by-state.ts',
  services: ['DynamoDB'],
  rubric: {
    'puts a guid into the same shard every time': {
      points: 2,
      hint: 'Whoever writes an update has to come to the shard of the first write, in another process, a year later.',
    },
    'spreads guids evenly, even where they begin alike': {
      points: 2,
      hint: 'One shard got much more than its share. Which parts of the guid did you look at?',
    },
    'lists a state newest first, from all its shards': {
      points: 3,
      hint: 'Ten lists, each of them sorted, are not yet one sorted list.',
    },
    'returns as many as asked for while there are more': {
      points: 3,
      hint: 'A page was short, although departments were left.',
    },
    'goes on after an empty page': {
      points: 2,
      hint: 'What says that a Query has come to its end? The number of items does not.',
    },
    'resumes without loss or repeat while others write': {
      points: 3,
      hint: 'A place in a list is not a number: something newer may come in before it. And a shard that was read further than it was shown has to be read again.',
    },
    'refuses a cursor of another state, or of nobody': {
      points: 2,
      hint: 'A cursor comes back from the outside. Look at it before you use it.',
    },
    'asks the shards at the same time': {
      points: 1,
      hint: 'Ten answers took ten times as long as one.',
    },
    'reads no more than the limit in a Query': {
      points: 2,
      hint: 'To show a few departments, how many did DynamoDB have to read, and bill?',
    },
  },
  hints: [
    'For each shard you know how far it has been shown. That, for ten shards, is the cursor.',
    'Read each shard until you have `limit` items of it or its end. Merge, cut at `limit`, and let the place of a shard be its last item that made the cut. A shard with nothing in the cut stays where it was.',
    '`ExclusiveStartKey` of an index query holds the keys of table and index: `{ guid, StateShard, UpdateTime }`, and any item has them. `ScanIndexForward: false` is newest first. A Query has ended when `LastEvaluatedKey` is missing.',
  ],
  mutants: {
    'picks-a-shard-at-random': ['puts a guid into the same shard every time'],
    'shards-by-the-first-digits': ['spreads guids evenly, even where they begin alike'],
    'forgets-to-merge': {
      fails: [
        'lists a state newest first, from all its shards',
        'returns as many as asked for while there are more',
        'resumes without loss or repeat while others write',
        'asks the shards at the same time',
        'reads no more than the limit in a Query',
      ],
      visibleTests: 'fail',
    },
    'reads-one-shard': {
      fails: [
        'lists a state newest first, from all its shards',
        'returns as many as asked for while there are more',
        'goes on after an empty page',
        'resumes without loss or repeat while others write',
        'asks the shards at the same time',
        'reads no more than the limit in a Query',
      ],
      visibleTests: 'fail',
    },
    'goes-on-behind-what-it-read': [
      'returns as many as asked for while there are more',
      'resumes without loss or repeat while others write',
      'reads no more than the limit in a Query',
    ],
    'takes-one-page-of-a-shard': [
      'returns as many as asked for while there are more',
      'goes on after an empty page',
    ],
    'stops-at-an-empty-page': ['goes on after an empty page'],
    'counts-what-was-shown': [
      'resumes without loss or repeat while others write',
      'reads no more than the limit in a Query',
    ],
    'takes-any-cursor': ['refuses a cursor of another state, or of nobody'],
    'trusts-the-cursor': ['refuses a cursor of another state, or of nobody'],
    'asks-one-after-the-other': ['asks the shards at the same time'],
    'reads-whole-shards': ['reads no more than the limit in a Query'],
  },
})
