import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'restore-as-of.ts',
  services: ['S3'],
  needsMock: 'hours pass between the versions of its keys, and one object has 5.5 GiB',
  rubric: {
    'brings back what was there': {
      points: 2,
      hint: 'Which version of a key was the current one at that time?',
    },
    'deletes again what was deleted then': {
      points: 1,
      hint: 'A delete marker is a state of a key, too.',
    },
    'marks what came later as deleted, and deletes no version': {
      points: 2,
      hint: 'Something is gone for good now that was still there before.',
    },
    'leaves alone what is right, also in a second run': {
      points: 1,
      hint: 'A copy is a new version with the same content.',
    },
    'reads every page of versions': {
      points: 2,
      hint: 'There is more than one page, and a key may go on in the next one.',
    },
    'copies keys with any characters and versions from before versioning': {
      points: 2,
      hint: 'The source of a copy is part of a URL.',
    },
    'copies more than 5 GiB, with what belongs to it': {
      points: 2,
      hint: 'Large objects are copied in parts. Compare what describes them before and after, and look for uploads that nobody ended.',
    },
    'reports what it cannot restore, and goes on': {
      points: 2,
      hint: 'One key that fails is no reason to leave the others, nor to call it done.',
    },
    'changes nothing in a dry run': 1,
  },
  hints: [
    'First read everything, then decide for each key alone: what was it then, what is it now, what is to be done.',
    'Put versions and delete markers of a key into one list; S3 hands them out in two. No state then, and a delete marker then, mean the same.',
    '`CopySource: bucket/${encodeURIComponent(key)}?versionId=${id}`; `HeadObject` with `VersionId`, `CreateMultipartUpload`, `UploadPartCopy` with `CopySourceRange: "bytes=0-1073741823"`, `CompleteMultipartUpload`; `DeleteObjects` without `VersionId`, then look at `Errors`.',
  ],
  mutants: {
    'looks-at-current-versions-only': {
      fails: [
        'brings back what was there',
        'marks what came later as deleted, and deletes no version',
        'leaves alone what is right, also in a second run',
        'reads every page of versions',
        'copies keys with any characters and versions from before versioning',
        'copies more than 5 GiB, with what belongs to it',
        'reports what it cannot restore, and goes on',
        'changes nothing in a dry run',
      ],
      visibleTests: 'fail',
    },
    'forgets-delete-markers': ['deletes again what was deleted then'],
    'deletes-newer-versions': [
      'marks what came later as deleted, and deletes no version',
      'reports what it cannot restore, and goes on',
    ],
    'deletes-all-at-once': ['marks what came later as deleted, and deletes no version'],
    'compares-version-ids': ['leaves alone what is right, also in a second run'],
    'reads-the-first-page': [
      'marks what came later as deleted, and deletes no version',
      'reads every page of versions',
    ],
    'goes-on-with-the-next-key': ['reads every page of versions'],
    'does-not-encode': ['copies keys with any characters and versions from before versioning'],
    'copies-at-once': ['copies more than 5 GiB, with what belongs to it'],
    'forgets-the-metadata': ['copies more than 5 GiB, with what belongs to it'],
    'stops-at-an-archive': [
      'copies more than 5 GiB, with what belongs to it',
      'reports what it cannot restore, and goes on',
    ],
    'trusts-two-hundred': ['reports what it cannot restore, and goes on'],
  },
})
