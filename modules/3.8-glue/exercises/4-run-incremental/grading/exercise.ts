import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'run-incremental.ts',
  services: ['S3'],
  needsMock: 'hours pass between files, and others come at the very same moment',
  rubric: {
    'processes everything once, and then what is new': 1.5,
    'keeps its own bookmark out': 0.5,
    'lists more than one page': 1,
    'takes files of one moment, whenever they are seen': {
      points: 2,
      hint: '"Later than the newest" skips what is just as new.',
    },
    'takes a file that turns up late': {
      points: 2,
      hint: 'A file can be older than the newest you know and still be new to you.',
    },
    'processes a file again that was written again': 1,
    'repeats a run that failed, and nothing else with it': {
      points: 2,
      hint: 'How would the next call know which files the failed run had?',
    },
    'repeats a run whose end could not be saved': 1,
    'lets one of two runs process': {
      points: 2,
      hint: 'S3 can refuse a write if somebody wrote since you read.',
    },
    'keeps its bookmark small': {
      points: 1,
      hint: 'What can never be new again need not be remembered.',
    },
    'begins anew from a time': 0.5,
    'lets other errors through': 0.5,
  },
  hints: [
    'Write twice: what you are going to do, before you do it, and that it is done, after.',
    'The bookmark has a number, the newest time, the files of the grace period, and those of an unfinished run.',
    'Load it (with its ETag) → an unfinished run? Otherwise list, filter `time > newest - graceMs` and not known, save with `IfMatch` or `IfNoneMatch: "*"` → process → save again with the new ETag. Both 412 and 409 are conflicts.',
  ],
  mutants: {
    'skips-what-is-as-new': [
      'takes files of one moment, whenever they are seen',
      'takes a file that turns up late',
    ],
    'knows-files-by-key': ['processes a file again that was written again'],
    'reads-the-first-page': ['lists more than one page'],
    'has-no-grace': ['takes a file that turns up late'],
    'commits-before-it-processes': [
      'repeats a run that failed, and nothing else with it',
      'repeats a run whose end could not be saved',
    ],
    'plans-anew-after-a-failure': [
      'repeats a run that failed, and nothing else with it',
      'repeats a run whose end could not be saved',
      'lets one of two runs process',
      'begins anew from a time',
    ],
    'saves-unconditionally': ['lets one of two runs process'],
    'takes-409-for-something-else': ['lets one of two runs process'],
    'remembers-everything': ['keeps its bookmark small'],
    'processes-its-bookmark': ['keeps its own bookmark out'],
    'keeps-the-order-of-keys': {
      fails: ['processes everything once, and then what is new'],
      visibleTests: 'fail',
    },
    'forgets-nothing-when-it-begins-anew': ['begins anew from a time'],
    'takes-every-error-for-a-first-run': ['lets other errors through'],
  },
})
