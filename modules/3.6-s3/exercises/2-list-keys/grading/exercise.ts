import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'list-keys.ts',
  services: ['S3'],
  rubric: {
    'lists every key, however many pages it takes': {
      points: 2,
      hint: 'Keys behind the first page are missing, or some came twice.',
    },
    'goes on after a page without entries': {
      points: 1,
      hint: 'An empty page is no end. What does S3 say about whether more follows?',
    },
    'yields keys as they were stored': {
      points: 2,
      hint: 'Look at keys with spaces, plus signs, percent signs and letters beyond ASCII.',
    },
    'tells common prefixes from keys and takes a prefix as it is': {
      points: 1,
      hint: 'A prefix is the start of a key, with or without a slash; a rolled-up prefix comes once.',
    },
    'asks for a page only when it is wanted': {
      points: 1,
      hint: 'Whoever needs one entry pays for one call.',
    },
    'lists every version, also where a page ends between two of one key': {
      points: 3,
      hint: 'Versions of a key were lost or repeated at the end of a page, or a delete marker was.',
    },
  },
  hints: [
    'Write the loop over pages first and look at what decides that there is another one.',
    'A generator is lazy by itself: `yield` the entries of a page before you ask for the next one. Everything in an answer that is a key, a prefix or a key marker is encoded.',
    '`ListObjectsV2`: while `IsTruncated`, send `NextContinuationToken` as `ContinuationToken`. `ListObjectVersions`: send the decoded `NextKeyMarker` and `NextVersionIdMarker` as `KeyMarker` and `VersionIdMarker`. Decode with `decodeURIComponent(text.replaceAll("+", " "))`.',
  ],
  mutants: {
    'asks-for-a-million': {
      fails: [
        'lists every key, however many pages it takes',
        'goes on after a page without entries',
        'asks for a page only when it is wanted',
      ],
      visibleTests: 'fail',
    },
    'goes-on-behind-the-last-key': {
      fails: ['goes on after a page without entries'],
      visibleTests: 'fail',
    },
    'stops-at-an-empty-page': ['goes on after a page without entries'],
    'keeps-plus-signs': ['yields keys as they were stored'],
    'adds-a-slash': ['tells common prefixes from keys and takes a prefix as it is'],
    'collects-first': ['asks for a page only when it is wanted'],
    'sends-key-marker-only': ['lists every version, also where a page ends between two of one key'],
    'sends-an-encoded-marker': [
      'lists every version, also where a page ends between two of one key',
    ],
  },
})
