import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'download.ts',
  services: ['S3'],
  rubric: {
    'downloads an object of many chunks': 1,
    'names the argument that is missing before it calls anybody': {
      points: 2,
      hint: 'One missing argument is enough. What does your condition say when the other two are there?',
    },
    'shows the file under its name only when it is whole': {
      points: 2,
      hint: 'Somebody else opens the file while you are still writing. What do they see?',
    },
    'leaves nothing behind when it fails': {
      points: 2,
      hint: 'A download that failed left a file that nobody will ever remove.',
    },
    'goes on where a stream broke': {
      points: 2,
      hint: 'Bytes that were on disk already were asked for again, or the download gave up.',
    },
    'begins again when the object was replaced meanwhile': {
      points: 2,
      hint: 'The first half came from one object, the second half from another one.',
    },
    'refuses what is short or differs from what is stored': {
      points: 2,
      hint: 'The file that was accepted did not have the bytes of the object.',
    },
    'downloads an empty object': {
      points: 1,
      hint: 'No range of an empty object can be satisfied.',
    },
    'writes chunks as they come': {
      points: 1,
      hint: 'Much more was read than had been written: large objects will not fit in memory.',
    },
  },
  hints: [
    'Keep two things while you download: how many bytes are on disk, and the ETag of the object they came from. Everything else follows.',
    'Write a loop around `GetObject`. Each round either finishes, goes on at the next byte of the same object, or starts over with an empty file. A `try` around the loop removes the temporary file.',
    '`GetObject` with `Range: bytes=<written>-`, `IfMatch: <ETag>` and `ChecksumMode: "ENABLED"`; leave `Range` out while nothing is written. A partial answer carries no checksum, so keep the one from the first answer (or `HeadObject`).',
  ],
  mutants: {
    'guards-with-and': ['names the argument that is missing before it calls anybody'],
    'writes-in-place': ['shows the file under its name only when it is whole'],
    'forgets-the-temporary-file': ['leaves nothing behind when it fails'],
    'starts-over': ['goes on where a stream broke'],
    'gives-up-after-three': ['goes on where a stream broke'],
    'resumes-without-etag': ['begins again when the object was replaced meanwhile'],
    'trusts-the-length': ['refuses what is short or differs from what is stored'],
    'always-asks-for-a-range': ['downloads an empty object'],
    'buffers-everything': ['writes chunks as they come'],
  },
})
