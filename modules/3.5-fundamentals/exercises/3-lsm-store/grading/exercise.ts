import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'lsm-store.ts',
  rubric: {
    'finds what was written last': {
      points: 3,
      hint: 'Memory before files, newer runs before older ones.',
    },
    'lets the newest run win in a merge': {
      points: 3,
      hint: 'After a merge an old value came back.',
    },
    'hides what was deleted, on every level': {
      points: 3,
      hint: 'A deleted key came back to life.',
    },
    'drops a tombstone at the bottom, and not before': {
      points: 4,
      hint: 'Something older may lie deeper than the merge.',
    },
    'scans in order without the deleted': {
      points: 3,
      hint: 'A scan merges memory and all runs.',
    },
    'survives a crash at every step': {
      points: 4,
      hint: 'First the new file, then the manifest, then the old files go.',
    },
    'asks no run that cannot have the key': {
      points: 3,
      hint: 'A Bloom filter of 10 bits per key is wrong once in a hundred times.',
    },
    'behaves like a Map': {
      points: 2,
      hint: 'Some order of writes, flushes and merges gave another answer than a Map.',
    },
  },
  hints: [
    'Three layers: a Map in memory, an ordered list of runs in the manifest, and run files that never change. Reading asks them in this order.',
    'A tombstone is an entry with a value of its own, such as null; it is not the empty text. Merging: put the oldest entries into a Map first, so that newer ones overwrite them.',
    'To compact, write the merged run under a new name, replace `MANIFEST`, then remove the merged files. Leave tombstones out only if `runs.every((run) => run.level <= level + 1)`.',
  ],
  mutants: {
    'takes-an-empty-text-for-a-tombstone': ['finds what was written last'],
    'lets-the-oldest-win': [
      'lets the newest run win in a merge',
      'drops a tombstone at the bottom, and not before',
      'survives a crash at every step',
      'behaves like a Map',
    ],
    'drops-tombstones-in-every-merge': [
      'drops a tombstone at the bottom, and not before',
      'behaves like a Map',
    ],
    'keeps-tombstones-for-ever': ['drops a tombstone at the bottom, and not before'],
    'deletes-from-memory-only': {
      fails: [
        'hides what was deleted, on every level',
        'drops a tombstone at the bottom, and not before',
        'scans in order without the deleted',
        'behaves like a Map',
      ],
      visibleTests: 'fail',
    },
    'scans-the-deleted': ['scans in order without the deleted', 'behaves like a Map'],
    'removes-before-it-commits': ['survives a crash at every step'],
    'leaves-orphans': ['survives a crash at every step'],
    'rewrites-its-run': [
      'finds what was written last',
      'lets the newest run win in a merge',
      'survives a crash at every step',
      'asks no run that cannot have the key',
      'behaves like a Map',
    ],
    'reads-every-run': ['asks no run that cannot have the key'],
    'forgets-half-of-the-filter': [
      'finds what was written last',
      'lets the newest run win in a merge',
      'asks no run that cannot have the key',
      'behaves like a Map',
    ],
  },
})
