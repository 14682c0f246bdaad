import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'evolve-table.ts',
  services: ['Glue'],
  rubric: {
    'changes the columns and keeps everything else': {
      points: 2,
      hint: 'Compare the definition before and after, member by member. An update replaces all of it.',
    },
    'sends only what a definition may hold': {
      points: 2,
      hint: 'What `GetTable` returns is more than what `UpdateTable` takes.',
    },
    'writes only over the version that it read': {
      points: 2,
      hint: 'Somebody changed the table between your read and your write. Who should notice?',
    },
    'loses no column of six jobs at once': {
      points: 3,
      hint: 'A column is gone: its writer was overwritten by one that had not seen it.',
    },
    'tries again when the table is not ready': 1,
    'settles when the answer to its write gets lost': {
      points: 2,
      hint: 'The write was refused, and what you find there is what you wanted.',
    },
    'writes nothing where nothing changes': {
      points: 2,
      hint: 'Every write makes a version, also one that changes nothing. A comment is a change.',
    },
    'refuses two columns of one name, and those named like a partition key': {
      points: 2,
      hint: 'Column names differ by more than case, and partition keys are columns for whoever queries.',
    },
    'widens types and never narrows them': {
      points: 2,
      hint: 'Which types can hold every value of the old one?',
    },
    'lets errors through that it cannot mend': 1,
    'gives up after ten refusals, and waits longer before each retry': 1,
  },
  hints: [
    'Write it as a loop: read, change, check, write. Only a refused write goes round again, and it starts at the read.',
    'Build the new definition from the members that a `TableInput` has, one by one; only the columns come from elsewhere.',
    '`UpdateTable` with `VersionId: table.VersionId` throws `ConcurrentModificationException` where the table has another version by now.',
  ],
  mutants: {
    'forgets-the-version': {
      fails: [
        'writes only over the version that it read',
        'loses no column of six jobs at once',
        'settles when the answer to its write gets lost',
      ],
      visibleTests: 'fail',
    },
    'sends-stale-columns-again': {
      fails: [
        'loses no column of six jobs at once',
        'settles when the answer to its write gets lost',
      ],
      visibleTests: 'fail',
    },
    'sends-the-columns-only': {
      fails: [
        'changes the columns and keeps everything else',
        'writes only over the version that it read',
      ],
      visibleTests: 'fail',
    },
    'sends-the-table-as-read': ['sends only what a definition may hold'],
    'loses-the-serde': ['changes the columns and keeps everything else'],
    'takes-not-ready-for-an-end': ['tries again when the table is not ready'],
    'writes-what-is-there': ['writes nothing where nothing changes'],
    'compares-names-and-types-only': ['writes nothing where nothing changes'],
    'compares-names-by-case': [
      'refuses two columns of one name, and those named like a partition key',
    ],
    'forgets-partition-keys': [
      'refuses two columns of one name, and those named like a partition key',
    ],
    'allows-every-type': ['widens types and never narrows them'],
    'allows-no-other-type': ['widens types and never narrows them'],
    'retries-every-error': ['lets errors through that it cannot mend'],
    'hands-the-refusal-on': ['gives up after ten refusals, and waits longer before each retry'],
    'does-not-wait': ['gives up after ten refusals, and waits longer before each retry'],
  },
})
