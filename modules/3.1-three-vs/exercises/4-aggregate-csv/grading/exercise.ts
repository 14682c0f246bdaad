import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'aggregate-csv.ts',
  rubric: {
    'sums up by group': {
      points: 3,
      hint: 'Count, sum, smallest and largest, for each group of its own.',
    },
    'reads quoted commas, quotes and line breaks': {
      points: 3,
      hint: 'Inside quotes a comma and a line break are text.',
    },
    'survives any cut between chunks': {
      points: 4,
      hint: 'A chunk may end in the middle of a letter, or between CR and LF.',
    },
    'keeps blanks apart from zeros': {
      points: 2,
      hint: 'What does Number make of an empty text?',
    },
    'adds without drift': {
      points: 2,
      hint: 'Carry the part that each addition loses.',
    },
    'unpacks gzip, member after member': {
      points: 2,
      hint: 'Several gzip files in a row are one gzip file.',
    },
    'names a missing column and lets go of the source': {
      points: 2,
      hint: 'Whoever opened the file waits for you to close it.',
    },
    'sums up 200 MB without holding them': {
      points: 2,
      hint: 'Let a chunk go before you ask for the next.',
    },
  },
  hints: [
    'Decode, split into fields, add up: three small steps, each of which remembers only what it has not finished.',
    'One `TextDecoder` for all chunks, a state machine that knows whether it is in quotes and the field so far, and a `Map` of totals.',
    '`decoder.decode(chunk, { stream: true })` keeps half a letter for the next chunk. `Readable.from(source).compose(createGunzip())` unpacks all members. `for await` closes the source when you throw.',
  ],
  mutants: {
    'splits-every-chunk-into-lines': [
      'survives any cut between chunks',
      'unpacks gzip, member after member',
    ],
    'decodes-every-chunk-alone': ['survives any cut between chunks'],
    'takes-blanks-for-zeros': {
      fails: ['keeps blanks apart from zeros', 'survives any cut between chunks'],
      visibleTests: 'fail',
    },
    'adds-naively': ['adds without drift'],
    'splits-at-commas': {
      fails: ['reads quoted commas, quotes and line breaks', 'survives any cut between chunks'],
      visibleTests: 'fail',
    },
    'holds-the-whole-file': ['sums up 200 MB without holding them'],
    'leaves-the-source-open': ['names a missing column and lets go of the source'],
    'forgets-to-unpack': ['unpacks gzip, member after member'],
    'unpacks-one-member': ['unpacks gzip, member after member'],
  },
})
