import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'upload-multipart.ts',
  services: ['S3'],
  rubric: {
    'plans parts that S3 accepts, up to 50 TB': {
      points: 2,
      hint: 'A part was too small or too large, there were too many, or bytes are missing.',
    },
    'plans nothing for nothing and refuses what no upload can hold': 1,
    'uploads content in chunks of any size': {
      points: 2,
      hint: 'Chunks and parts have nothing to do with each other: one may hold several of the other.',
    },
    'makes no empty last part': 1,
    'puts an empty source at once': {
      points: 1,
      hint: 'An upload needs a part, and there is nothing to put into one.',
    },
    'keeps as many parts in flight as asked for and reads one part ahead': {
      points: 2,
      hint: 'There were more or fewer parts in flight, or much more was read than had been sent.',
    },
    'completes parts in order, however they finish': {
      points: 1,
      hint: 'The last part may be the first one to arrive.',
    },
    'sends only the part again that failed': {
      points: 2,
      hint: 'One part failed, and the upload with it, or other parts were sent twice.',
    },
    'leaves no upload behind when it fails': {
      points: 2,
      hint: 'An unfinished upload stayed, was given up while parts were under way, or hid the error.',
    },
    'stops when its signal aborts': {
      points: 1,
      hint: 'A part may be long under way and a source silent. Who listens to the signal meanwhile?',
    },
    'compares the checksum that S3 computed': {
      points: 2,
      hint: 'Of what is the checksum of an object in parts computed? Whose result do you return?',
    },
    'does not replace an object when it must not': {
      points: 1,
      hint: 'Between your first look and the end of the upload somebody may write the object.',
    },
    'begins another upload after a conflict': 1,
    'finds its object when the last answer gets lost': 1,
  },
  hints: [
    'Split the work: a generator that turns chunks into parts, a loop that keeps so many uploads of parts under way, and one place that cleans up.',
    'Before you start the next part, wait with `Promise.race` while too many are in flight. Catch inside each task and remember the first failure; wait for all tasks before you abort.',
    '`CreateMultipartUpload` with `ChecksumAlgorithm: "SHA256"`, `UploadPart` with `ChecksumSHA256`, `CompleteMultipartUpload` with `MultipartUpload: { Parts: [{ PartNumber, ETag, ChecksumSHA256 }] }` sorted by number, and with `IfNoneMatch`. `HeadObject` with `ChecksumMode: "ENABLED"` tells what is there.',
  ],
  mutants: {
    'always-five-mebibytes': [
      'plans parts that S3 accepts, up to 50 TB',
      'uploads content in chunks of any size',
    ],
    'ends-with-an-empty-part': ['makes no empty last part'],
    'lists-parts-as-they-finish': ['completes parts in order, however they finish'],
    'starts-every-part': [
      'keeps as many parts in flight as asked for and reads one part ahead',
      'sends only the part again that failed',
    ],
    'one-part-after-the-other': [
      'keeps as many parts in flight as asked for and reads one part ahead',
    ],
    'gives-up-at-the-first-failure': ['sends only the part again that failed'],
    'forgets-to-abort': ['leaves no upload behind when it fails', 'stops when its signal aborts'],
    'aborts-at-once': ['leaves no upload behind when it fails'],
    'takes-the-etag-for-an-md5': {
      fails: [
        'uploads content in chunks of any size',
        'makes no empty last part',
        'keeps as many parts in flight as asked for and reads one part ahead',
        'completes parts in order, however they finish',
        'sends only the part again that failed',
        'compares the checksum that S3 computed',
        'begins another upload after a conflict',
        'finds its object when the last answer gets lost',
      ],
      visibleTests: 'fail',
    },
    'trusts-the-answer': ['compares the checksum that S3 computed'],
    'looks-before-it-uploads': [
      'does not replace an object when it must not',
      'begins another upload after a conflict',
    ],
    'takes-a-conflict-for-an-end': ['begins another upload after a conflict'],
    'takes-no-answer-for-a-failure': ['finds its object when the last answer gets lost'],
    'waits-for-a-silent-source': ['stops when its signal aborts'],
  },
})
