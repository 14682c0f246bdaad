import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'compact.ts',
  services: ['S3'],
  rubric: {
    'plans within partitions, of small and old files': {
      points: 2,
      hint: 'A file that is still being followed, is large, or lives next door, was planned in.',
    },
    'plans few groups': {
      points: 1,
      hint: 'The order in which you place files matters: begin with the largest.',
    },
    'swaps files for their lines': {
      points: 2,
      hint: 'Every line once, and nothing else changed.',
    },
    'keeps what others changed meanwhile': {
      points: 2,
      hint: 'A file that arrived during your work is gone from the manifest.',
    },
    'leaves nothing behind where it lost': {
      points: 1,
      hint: 'Somebody else merged the same files.',
    },
    'knows its own write when the answer gets lost': {
      points: 1,
      hint: 'Who wrote the manifest that refused you?',
    },
    'deletes last, after readers had their time': {
      points: 1,
      hint: 'Readers of the old manifest still look for the old files.',
    },
  },
  hints: [
    'Two problems that have nothing in common: packing, and changing a shared file safely.',
    'Packing: largest first, into the first group with room. Commit: write beside, swap the manifest on a condition, delete in the end.',
    '`PutObject` of the manifest with its ETag as `IfMatch`. After `PreconditionFailed` read it again: does it list your new key (done), all of the old ones (try again), or neither (delete your file)?',
  ],
  mutants: {
    'mixes-partitions': ['plans within partitions, of small and old files'],
    'takes-files-of-any-age': ['plans within partitions, of small and old files'],
    'plans-groups-of-one': {
      fails: ['plans within partitions, of small and old files', 'plans few groups'],
      visibleTests: 'fail',
    },
    'fills-one-group-after-the-other': ['plans few groups'],
    'glues-lines-together': ['swaps files for their lines'],
    'last-writer-wins': [
      'keeps what others changed meanwhile',
      'leaves nothing behind where it lost',
    ],
    'writes-the-same-manifest-again': ['keeps what others changed meanwhile'],
    'leaves-its-file-behind': ['leaves nothing behind where it lost'],
    'takes-its-own-write-for-anothers': ['knows its own write when the answer gets lost'],
    'deletes-at-once': ['deletes last, after readers had their time'],
    'deletes-before-it-swaps': [
      'leaves nothing behind where it lost',
      'deletes last, after readers had their time',
    ],
  },
})
