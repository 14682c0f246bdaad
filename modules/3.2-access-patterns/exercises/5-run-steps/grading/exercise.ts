import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'run-steps.ts',
  services: ['EMR'],
  needsMock: 'its clusters take hours, and its steps end as their commands say',
  rubric: {
    'tells for each step how it ended': 1,
    'keeps the order of submission over several pages': {
      points: 1,
      hint: 'ListSteps has the newest first, and more than one page.',
    },
    'tells steps apart that have the same name': 1,
    'calls what was cancelled after a failure skipped': 1,
    'does not take a terminated cluster for success': {
      points: 1,
      hint: 'How the cluster ended and how a step ended are two questions.',
    },
    'leaves room for the steps of others': {
      points: 1,
      hint: 'Yours are not the only steps that count against the limit.',
    },
    'skips what cannot be added after the cluster went': 1,
    'refuses a cluster that is going or gone': 1,
    'does not let results go with the cluster': 1,
    'refuses a step that is too long, and adds nothing': 1,
  },
  hints: [
    'What tells two steps of the same name apart, and when do you learn it? Keep that, in the order in which you added them.',
    'One loop: list all steps, page by page; see what of yours has ended and how much room there is; add what fits; sleep.',
    '`StepIds` of the answer to AddJobFlowSteps are in the order of its steps. `Marker` of one ListSteps answer is the `Marker` of the next request. Room is 256 minus the steps in `PENDING` or `RUNNING`. `Cluster.AutoTerminate` and `Cluster.Status.State` come from DescribeCluster.',
  ],
  mutants: {
    'adds-everything-at-once': [
      'leaves room for the steps of others',
      'skips what cannot be added after the cluster went',
    ],
    'asks-the-cluster': [
      'does not take a terminated cluster for success',
      'skips what cannot be added after the cluster went',
    ],
    'calls-cancelled-failed': [
      'calls what was cancelled after a failure skipped',
      'does not take a terminated cluster for success',
      'skips what cannot be added after the cluster went',
    ],
    'counts-finished-steps': [
      'leaves room for the steps of others',
      'skips what cannot be added after the cluster went',
    ],
    'counts-its-own-steps': ['leaves room for the steps of others'],
    'does-not-look-at-the-cluster': ['refuses a cluster that is going or gone'],
    'finds-steps-by-name': ['tells steps apart that have the same name'],
    'forgets-about-hdfs': ['does not let results go with the cluster'],
    'leaves-lengths-to-emr': ['refuses a step that is too long, and adds nothing'],
    'lets-the-refusal-through': [
      'skips what cannot be added after the cluster went',
      'refuses a cluster that is going or gone',
    ],
    'measures-arguments-only': ['refuses a step that is too long, and adds nothing'],
    'reads-the-first-page': [
      'keeps the order of submission over several pages',
      'leaves room for the steps of others',
      'skips what cannot be added after the cluster went',
    ],
    'takes-the-order-of-the-list': {
      fails: [
        'tells for each step how it ended',
        'keeps the order of submission over several pages',
        'calls what was cancelled after a failure skipped',
        'does not take a terminated cluster for success',
        'leaves room for the steps of others',
        'skips what cannot be added after the cluster went',
        'does not let results go with the cluster',
      ],
      visibleTests: 'fail',
    },
    'wants-s3-everywhere': {
      fails: [
        'tells for each step how it ended',
        'keeps the order of submission over several pages',
        'tells steps apart that have the same name',
        'calls what was cancelled after a failure skipped',
        'does not take a terminated cluster for success',
        'leaves room for the steps of others',
        'skips what cannot be added after the cluster went',
        'refuses a step that is too long, and adds nothing',
      ],
      visibleTests: 'fail',
    },
  },
})
