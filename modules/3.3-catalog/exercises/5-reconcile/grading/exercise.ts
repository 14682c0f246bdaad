import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'reconcile.ts',
  services: ['Glue'],
  rubric: {
    'plans what is missing, moved and stale': 2,
    'takes locations that differ in their last slash for equal': 1,
    'reports another format and leaves it alone': 1,
    'makes no plan from an input that fails': {
      points: 3,
      hint: 'Half a listing looks like many files that are gone.',
    },
    'refuses to drop too many unless forced': {
      points: 2,
      hint: 'The share is one of the catalog, and just that share is still allowed.',
    },
    'creates a hundred at once, as the table stores data': 2,
    'moves partitions in place, with all that they hold': {
      points: 2,
      hint: 'Between a delete and a create, queries find nothing. And an update replaces everything.',
    },
    'drops what is stale, 25 at once': 2,
    'keeps what has files again, or lies elsewhere by now': {
      points: 3,
      hint: 'A plan is as old as its listing. What is still true just before you delete?',
    },
    'reads keys again that Glue did not get to': {
      points: 1,
      hint: 'An answer with fewer partitions than asked for may say why.',
    },
    'reports what fails, and goes on': 1,
  },
  hints: [
    'Read both inputs to their ends before you compare; write one small function for each kind of batch.',
    'Before moving and before dropping, read the partitions anew and work with what you find, not with the plan.',
    '`BatchGetPartition` answers `Partitions` and `UnprocessedKeys`; `BatchUpdatePartition` names failures by `PartitionValueList`, the others by `PartitionValues`.',
  ],
  mutants: {
    'allows-less-than-the-share': [
      'plans what is missing, moved and stale',
      'refuses to drop too many unless forced',
    ],
    'asks-for-files-first': ['keeps what has files again, or lies elsewhere by now'],
    'compares-raw-urls': ['takes locations that differ in their last slash for equal'],
    'deletes-and-creates': [
      'moves partitions in place, with all that they hold',
      'reports what fails, and goes on',
    ],
    'drops-a-hundred-at-once': [
      'drops what is stale, 25 at once',
      'keeps what has files again, or lies elsewhere by now',
    ],
    'drops-what-moved': ['keeps what has files again, or lies elsewhere by now'],
    'drops-without-bounds': ['refuses to drop too many unless forced'],
    'forgets-unprocessed-keys': ['reads keys again that Glue did not get to'],
    'ignores-errors': ['reports what fails, and goes on'],
    'looks-at-the-first-value': [
      'plans what is missing, moved and stale',
      'reports another format and leaves it alone',
      'refuses to drop too many unless forced',
      'moves partitions in place, with all that they hold',
      'drops what is stale, 25 at once',
      'keeps what has files again, or lies elsewhere by now',
      'reads keys again that Glue did not get to',
      'reports what fails, and goes on',
    ],
    'moves-to-another-format': ['reports another format and leaves it alone'],
    'moves-without-parameters': ['moves partitions in place, with all that they hold'],
    'reports-the-format-and-moves': ['reports another format and leaves it alone'],
    'sends-101': ['creates a hundred at once, as the table stores data'],
    'takes-a-failed-listing-for-its-end': ['makes no plan from an input that fails'],
    'takes-duplicates-for-failures': ['creates a hundred at once, as the table stores data'],
    'takes-the-share-of-the-listing': ['refuses to drop too many unless forced'],
    'trusts-the-plan': ['keeps what has files again, or lies elsewhere by now'],
  },
})
