import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'archive.ts',
  services: ['Glacier', 'S3'],
  needsMock: 'its checks retrieve what was archived, which takes hours',
  rubric: {
    'chooses the smallest part size that Glacier accepts': {
      points: 3,
      hint: 'A part has a mebibyte times a power of two, and there are 10,000 at most.',
    },
    'refuses what no archive can hold': 1,
    'uploads parts of which only the last is shorter': {
      points: 3,
      hint: 'The archive was refused, or is not the film. The tree hash of the whole is one over all its leaves.',
    },
    'accepts content in chunks of any size': {
      points: 2,
      hint: 'Chunks and parts have nothing to do with each other: one may hold several of the other.',
    },
    'compares the tree hash that Glacier computed': {
      points: 2,
      hint: 'Glacier tells what it has received. Who reads that?',
    },
    'sends only the part again that failed': {
      points: 2,
      hint: 'One part failed, and the upload with it, or other parts were sent twice.',
    },
    'asks again when the answer to completing gets lost': {
      points: 2,
      hint: 'The archive was there, and nobody learned its id.',
    },
    'leaves no upload behind when it fails': {
      points: 2,
      hint: 'An unfinished upload stayed, or giving it up hid the error.',
    },
    'refuses names that Glacier does not take': 1,
    'turns to S3 where Glacier takes no new customers': {
      points: 2,
      hint: 'Look at the class, the key, the bytes and the metadata of the object, and at errors that mean something else.',
    },
  },
  hints: [
    'Split the work: the part size, a generator that turns chunks into parts, the tree hash, and one place that cleans up.',
    'Collect the leaves of all parts: the tree hash of the archive is one over them. A part is a power of two of leaves, so its tree hash is a node of the same tree.',
    '`InitiateMultipartUpload` with `partSize` as text, `UploadMultipartPart` with `range: "bytes 0-1048575/*"`, `CompleteMultipartUpload` with `archiveSize` as text and `checksum`. The SDK computes the checksum of a body, but not that of the whole.',
  ],
  mutants: {
    'any-multiple-of-a-mebibyte': ['chooses the smallest part size that Glacier accepts'],
    'accepts-nothing': ['refuses what no archive can hold'],
    'joins-part-hashes-one-by-one': [
      'uploads parts of which only the last is shorter',
      'accepts content in chunks of any size',
      'sends only the part again that failed',
      'asks again when the answer to completing gets lost',
    ],
    'completes-without-a-checksum': {
      fails: [
        'uploads parts of which only the last is shorter',
        'accepts content in chunks of any size',
        'sends only the part again that failed',
        'asks again when the answer to completing gets lost',
        'refuses names that Glacier does not take',
      ],
      visibleTests: 'fail',
    },
    'sends-chunks-as-parts': {
      fails: ['accepts content in chunks of any size'],
      visibleTests: 'fail',
    },
    'trusts-the-answer': ['compares the tree hash that Glacier computed'],
    'gives-up-at-the-first-failure': ['sends only the part again that failed'],
    'asks-to-complete-once': ['asks again when the answer to completing gets lost'],
    'starts-over': [
      'sends only the part again that failed',
      'asks again when the answer to completing gets lost',
    ],
    'forgets-to-abort': ['leaves no upload behind when it fails'],
    'hides-the-error': ['leaves no upload behind when it fails'],
    'leaves-names-to-glacier': ['refuses names that Glacier does not take'],
    'stores-in-the-standard-class': ['turns to S3 where Glacier takes no new customers'],
    'forgets-the-hash-in-s3': ['turns to S3 where Glacier takes no new customers'],
    'takes-every-refusal-for-the-last': [
      'leaves no upload behind when it fails',
      'turns to S3 where Glacier takes no new customers',
    ],
  },
})
