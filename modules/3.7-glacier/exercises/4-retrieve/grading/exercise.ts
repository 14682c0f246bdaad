import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'retrieve.ts',
  services: ['Glacier'],
  needsMock: 'jobs take hours, and outputs expire after a day',
  rubric: {
    'waits for the job and yields the archive': {
      points: 3,
      hint: 'The output was read before it was there, or bytes are missing, or in the wrong order.',
    },
    'looks at the job no more often than told': {
      points: 2,
      hint: 'How much time was between two calls of DescribeJob?',
    },
    'takes a job that is there, on whatever page': {
      points: 3,
      hint: 'Somebody paid twice for the same archive. A page of jobs has 50 of them.',
    },
    'takes no job that brings something else': {
      points: 2,
      hint: 'A job may belong to another archive, to a part of one, to another tier, or have failed.',
    },
    'yields only bytes that it has verified': {
      points: 4,
      hint: 'A byte was changed on its way. Which ranges come with a checksum?',
    },
    'gives up on bytes that stay wrong': 1,
    'takes the standard tier where there is no capacity': {
      points: 2,
      hint: 'An expedited job was refused. May there be a standard job already?',
    },
    'rejects with whatever else Glacier refuses': 1,
    'goes on where it was when the output has expired': {
      points: 2,
      hint: 'A slow reader lost the film, or got its beginning twice.',
    },
  },
  hints: [
    'Three functions: find or start a job, wait for it, read a verified range. The generator keeps the first byte that is still missing.',
    'The range that starts at a multiple of 2ⁿ MiB and has 2ⁿ MiB, or ends with the archive, is a node of the tree. Round `chunk` down to such a length.',
    '`ListJobs` pages by `marker`. A job has `ArchiveId`, `Tier`, `RetrievalByteRange` (`0-` and the last byte for all of it) and `StatusCode`. `GetJobOutput` answers `body` and `checksum`; `body.transformToByteArray()`.',
  ],
  mutants: {
    'reads-at-once': {
      fails: [
        'waits for the job and yields the archive',
        'looks at the job no more often than told',
        'takes a job that is there, on whatever page',
        'takes no job that brings something else',
        'yields only bytes that it has verified',
        'gives up on bytes that stay wrong',
        'takes the standard tier where there is no capacity',
        'rejects with whatever else Glacier refuses',
        'goes on where it was when the output has expired',
      ],
      visibleTests: 'fail',
    },
    'looks-twice-as-often': ['looks at the job no more often than told'],
    'always-starts-a-job': [
      'takes a job that is there, on whatever page',
      'takes the standard tier where there is no capacity',
    ],
    'looks-at-the-first-page': ['takes a job that is there, on whatever page'],
    'takes-any-job-of-the-archive': ['takes no job that brings something else'],
    'takes-a-failed-job': ['takes no job that brings something else'],
    'trusts-the-length': [
      'yields only bytes that it has verified',
      'gives up on bytes that stay wrong',
    ],
    'trusts-what-has-no-checksum': ['yields only bytes that it has verified'],
    'gives-up-at-the-first-wrong-byte': ['yields only bytes that it has verified'],
    'tries-ten-times': ['gives up on bytes that stay wrong'],
    'hands-a-lack-of-capacity-on': ['takes the standard tier where there is no capacity'],
    'starts-a-second-standard-job': ['takes the standard tier where there is no capacity'],
    'takes-every-refusal-for-a-lack-of-capacity': ['rejects with whatever else Glacier refuses'],
    'looks-at-completed-only': ['rejects with whatever else Glacier refuses'],
    'gives-up-when-the-output-has-expired': ['goes on where it was when the output has expired'],
    'begins-again': ['goes on where it was when the output has expired'],
  },
})
