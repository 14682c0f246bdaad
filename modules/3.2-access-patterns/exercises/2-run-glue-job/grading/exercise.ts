import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'run-glue-job.ts',
  services: ['Glue'],
  needsMock: 'its runs take hours, and end as arguments say that only the embedded AWS reads',
  rubric: {
    'runs a job with arguments as Glue wants them': 1,
    'knows every way in which a run ends': {
      points: 1,
      hint: 'Look at the list of states. Which of them does a run leave again?',
    },
    'waits for a run that waits itself': 1,
    'asks less and less often, but does not fall asleep': 1,
    'waits for room while other work is done': {
      points: 1,
      hint: 'Other arguments are other work, and more arguments are other arguments.',
    },
    'does not mistake fewer arguments for the same work': 1,
    'adopts the run that does the same work': {
      points: 1,
      hint: 'An object has no order of its names that means anything.',
    },
    'adopts no run that ended or is about to': {
      points: 1,
      hint: 'In which states will a run still do its work?',
    },
    'looks through all pages': {
      points: 1,
      hint: 'Only a missing NextToken says that there is no more.',
    },
    'starts no second run when an answer is lost': {
      points: 1,
      hint: 'An error does not say that nothing happened, and a run may have ended before you look.',
    },
    'starts again when nothing has started': {
      points: 1,
      hint: 'Was the run that you found there before you came?',
    },
    'passes on what waiting does not mend': 1,
    'stops its run at once when told to, and starts none then': {
      points: 1,
      hint: 'Sleeping and listening to the signal go together. Which run is yours?',
    },
    'stops a run that is just being started': {
      points: 1,
      hint: 'A request that you abandon is still carried out.',
    },
    'leaves the run of others alone when told to stop': 1,
  },
  hints: [
    'Two phases: get a run, by starting or finding it, and wait for its end. Remember in between whether the run is yours.',
    'Write one function that looks through all runs for the same arguments, and hand it the condition: under way for a full job, started since for a lost answer. Race each sleep against the signal.',
    '`paginateGetJobRuns` reads all pages; `JobRun.StartedOn` and `JobRun.JobRunState` tell runs apart. `SUCCEEDED`, `FAILED`, `STOPPED`, `TIMEOUT`, `ERROR` and `EXPIRED` are ends. Do not pass the signal to `StartJobRun`: await its answer, then `BatchStopJobRun`.',
  ],
  mutants: {
    'abandons-the-start': ['stops a run that is just being started'],
    'adopts-any-run': [
      'waits for room while other work is done',
      'does not mistake fewer arguments for the same work',
      'looks through all pages',
      'starts again when nothing has started',
    ],
    'adopts-ended-runs': ['adopts no run that ended or is about to'],
    'adopts-stopping-runs': ['adopts no run that ended or is about to'],
    'asks-every-ten-seconds': [
      'asks less and less often, but does not fall asleep',
      'waits for room while other work is done',
    ],
    'compares-in-order': ['adopts the run that does the same work'],
    'falls-asleep': ['asks less and less often, but does not fall asleep'],
    'finds-the-run-of-yesterday': ['starts again when nothing has started'],
    'forgets-half-of-the-ends': ['knows every way in which a run ends'],
    'forgets-the-dashes': [
      'runs a job with arguments as Glue wants them',
      'waits for room while other work is done',
      'adopts the run that does the same work',
      'looks through all pages',
    ],
    'forgets-to-stop': [
      'stops its run at once when told to, and starts none then',
      'stops a run that is just being started',
    ],
    'gives-up-when-full': [
      'waits for room while other work is done',
      'does not mistake fewer arguments for the same work',
      'adopts the run that does the same work',
      'adopts no run that ended or is about to',
      'looks through all pages',
      'starts no second run when an answer is lost',
      'leaves the run of others alone when told to stop',
    ],
    'ignores-further-arguments': ['waits for room while other work is done'],
    'ignores-missing-arguments': ['does not mistake fewer arguments for the same work'],
    'looks-for-active-runs-only': ['starts no second run when an answer is lost'],
    'never-adopts': [
      'adopts the run that does the same work',
      'looks through all pages',
      'starts no second run when an answer is lost',
    ],
    'puts-dashes-before-dashes': ['runs a job with arguments as Glue wants them'],
    'reads-the-first-page': ['looks through all pages'],
    'sleeps-through-the-signal': ['stops its run at once when told to, and starts none then'],
    'starts-again-after-any-error': ['passes on what waiting does not mend'],
    'starts-although-aborted': {
      fails: ['stops its run at once when told to, and starts none then'],
      visibleTests: 'fail',
    },
    'starts-twice': ['starts no second run when an answer is lost'],
    'stops-at-an-empty-page': ['looks through all pages'],
    'stops-every-active-run': ['stops its run at once when told to, and starts none then'],
    'stops-the-run-of-others': ['leaves the run of others alone when told to stop'],
    'takes-every-end-for-success': ['knows every way in which a run ends'],
    'takes-waiting-for-an-end': [
      'knows every way in which a run ends',
      'waits for a run that waits itself',
    ],
    'trusts-in-the-timeout': [
      'starts no second run when an answer is lost',
      'starts again when nothing has started',
    ],
    'waits-for-success-only': {
      fails: ['knows every way in which a run ends'],
      visibleTests: 'fail',
    },
  },
})
