import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'update-json.ts',
  services: ['S3'],
  rubric: {
    'creates what is not there': 1,
    'replaces what it read, by its ETag as S3 gave it': {
      points: 1,
      hint: 'An ETag is a text with double quotes in it. They belong to it.',
    },
    'loses no update of twenty workers at once': {
      points: 4,
      hint: 'An update was lost: somebody wrote over a value that they had not read.',
    },
    'lets one of two creators create and the other one build on it': {
      points: 3,
      hint: 'Both found nothing. There is a condition for that, too.',
    },
    'tries again after a conflict that S3 could not decide': {
      points: 2,
      hint: 'S3 has two ways to refuse a conditional write. Is 409 an end?',
    },
    'changes once when the answer to its write gets lost': {
      points: 3,
      hint: 'The change was applied twice. Whose write was it that came between?',
    },
    'starts anew when the object is deleted meanwhile': {
      points: 2,
      hint: 'A condition on an object that is gone is refused with another error.',
    },
    'writes nothing when the change throws or changes nothing': 2,
    'lets errors through that it cannot mend': {
      points: 1,
      hint: 'Not every failing read means that there is nothing.',
    },
    'gives up after fifty refusals': 1,
  },
  hints: [
    'Write it as a loop: read, change, write on a condition. Only a refused write goes round again, and it starts at the read.',
    'To know your own write, make up an id before the loop, store it with every write, and look for it first thing after every read.',
    '`PutObject` with `IfNoneMatch: "*"` or `IfMatch: <ETag>` and `Metadata: { "write-id": id }`; `GetObject` returns `ETag` and `Metadata`. Refusals have the names `PreconditionFailed`, `ConditionalRequestConflict` and `NoSuchKey`.',
  ],
  mutants: {
    'reads-then-writes': {
      fails: [
        'replaces what it read, by its ETag as S3 gave it',
        'loses no update of twenty workers at once',
        'lets one of two creators create and the other one build on it',
        'starts anew when the object is deleted meanwhile',
      ],
      visibleTests: 'fail',
    },
    'writes-the-same-again': {
      fails: [
        'loses no update of twenty workers at once',
        'lets one of two creators create and the other one build on it',
        'starts anew when the object is deleted meanwhile',
      ],
      visibleTests: 'fail',
    },
    'creates-unconditionally': ['lets one of two creators create and the other one build on it'],
    'strips-quotes': ['replaces what it read, by its ETag as S3 gave it'],
    'takes-409-for-an-end': ['tries again after a conflict that S3 could not decide'],
    'applies-it-twice': ['changes once when the answer to its write gets lost'],
    'knows-its-write-by-content': ['loses no update of twenty workers at once'],
    'takes-a-deleted-object-for-an-error': ['starts anew when the object is deleted meanwhile'],
    'writes-what-is-there': ['writes nothing when the change throws or changes nothing'],
    'takes-every-error-for-absence': ['lets errors through that it cannot mend'],
    'hands-the-refusal-on': ['gives up after fifty refusals'],
    'gives-up-after-thirty': ['gives up after fifty refusals'],
  },
})
