import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'submit.ts',
  services: ['Batch'],
  needsMock: 'how a job ends is told by variables that only the embedded AWS reads',
  rubric: {
    'submits with the defaults of the course': 1,
    'makes a command of all words in order': 1,
    'does nothing for no items': 1,
    'submits one item as a plain job': {
      points: 2,
      hint: 'Batch refuses an array of one.',
    },
    'submits several items as one array': 1,
    'splits what is more than an array holds': 1,
    'asks for at most a hundred jobs at once': {
      points: 1,
      hint: 'DescribeJobs takes a limited number of ids.',
    },
    'tells how a job ended, not that it was taken': 1,
    'counts the items of an array that failed': {
      points: 2,
      hint: 'A failed parent says nothing of its children. Something beside its status does.',
    },
    'finds each job in the answer, wherever it stands': 1,
    'tries again after a lost host, but not after an exit code': {
      points: 2,
      hint: 'Where no condition of a retry strategy matches, Batch tries again. Is that what you want?',
    },
    'refuses what makes no sense before it calls AWS': 1,
  },
  hints: [
    'Three steps with nothing in common: read the command line, submit, wait. Check everything in the first one.',
    'Keep the ids in the order of submission, and a map from id to the job that has ended. Ask only for those that are not in it, a hundred at a time.',
    '`evaluateOnExit: [{ onStatusReason: "Host EC2*", action: "RETRY" }, { onReason: "*", action: "EXIT" }]`; an array has `arrayProperties.statusSummary.SUCCEEDED` and `.FAILED`.',
  ],
  mutants: {
    'counts-parents': [
      'counts the items of an array that failed',
      'finds each job in the answer, wherever it stands',
    ],
    'describes-all-at-once': ['asks for at most a hundred jobs at once'],
    'forgets-the-catch-all': ['tries again after a lost host, but not after an exit code'],
    'leaves-names-to-batch': ['refuses what makes no sense before it calls AWS'],
    'makes-an-array-of-one': [
      'submits with the defaults of the course',
      'makes a command of all words in order',
      'submits one item as a plain job',
      'splits what is more than an array holds',
      'asks for at most a hundred jobs at once',
      'tells how a job ended, not that it was taken',
      'tries again after a lost host, but not after an exit code',
    ],
    'makes-one-giant-array': [
      'splits what is more than an array holds',
      'asks for at most a hundred jobs at once',
      'finds each job in the answer, wherever it stands',
      'refuses what makes no sense before it calls AWS',
    ],
    'mistakes-the-defaults': ['submits with the defaults of the course'],
    'numbers-every-job': [
      'submits with the defaults of the course',
      'makes a command of all words in order',
      'submits several items as one array',
    ],
    'puts-the-catch-all-first': ['tries again after a lost host, but not after an exit code'],
    'retries-everything': ['tries again after a lost host, but not after an exit code'],
    'splits-the-words': ['makes a command of all words in order'],
    'submits-nothing-as-one': ['does nothing for no items'],
    'takes-submitted-for-success': [
      'tells how a job ended, not that it was taken',
      'counts the items of an array that failed',
      'finds each job in the answer, wherever it stands',
      'tries again after a lost host, but not after an exit code',
    ],
    'takes-the-last-word': ['makes a command of all words in order'],
    'trusts-the-order': ['finds each job in the answer, wherever it stands'],
    'waits-for-success': [
      'tells how a job ended, not that it was taken',
      'counts the items of an array that failed',
      'finds each job in the answer, wherever it stands',
      'tries again after a lost host, but not after an exit code',
    ],
  },
})
