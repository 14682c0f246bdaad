import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'simulate-capture.ts',
  rubric: {
    'has a crawl see what was there at its start, and show it at its end': {
      points: 2,
      hint: 'A file that comes while a crawl runs waits for the next one. And until when?',
    },
    'skips starts while a crawl runs': {
      points: 2,
      hint: 'A crawl that takes longer than its schedule is started less often than it is due.',
    },
    'takes events as they are delivered, in whatever order': {
      points: 1,
      hint: 'Any file of a partition captures it, whichever event comes first. Each event costs a call.',
    },
    'waits for the next reconciliation where events are lost': 2,
    'projects without staleness, and only in its range': 1,
    'pays for each day that a query projects, empty or not': 1,
    'ranks percentiles among what was captured': 1,
  },
  hints: [
    'Find the first file of each partition, then for each mechanism the moment of capture, then measure.',
    'List the runs of a crawler first: start and end of each. A partition is captured by the first run that starts when its file is there.',
    'With n values sorted in ascending order, `sorted[Math.ceil((percent * n) / 100) - 1]` is the percentile by nearest rank.',
  ],
  mutants: {
    'counts-crawls-that-end-too-late': [
      'has a crawl see what was there at its start, and show it at its end',
    ],
    'counts-each-event-once': [
      'takes events as they are delivered, in whatever order',
      'waits for the next reconciliation where events are lost',
    ],
    'gives-the-average': [
      'skips starts while a crawl runs',
      'takes events as they are delivered, in whatever order',
      'waits for the next reconciliation where events are lost',
      'ranks percentiles among what was captured',
    ],
    'leaves-out-the-last-day': ['projects without staleness, and only in its range'],
    'misses-what-comes-at-the-start': [
      'has a crawl see what was there at its start, and show it at its end',
      'skips starts while a crawl runs',
    ],
    'overlaps-crawls': ['skips starts while a crawl runs'],
    'pays-for-full-days-only': {
      fails: ['pays for each day that a query projects, empty or not'],
      visibleTests: 'fail',
    },
    'postpones-crawls': ['skips starts while a crawl runs'],
    'projects-everything': {
      fails: ['projects without staleness, and only in its range'],
      visibleTests: 'fail',
    },
    'reconciles-after-the-moment': ['waits for the next reconciliation where events are lost'],
    'reconciles-at-zero': ['waits for the next reconciliation where events are lost'],
    'reconciles-for-nothing': ['waits for the next reconciliation where events are lost'],
    'rounds-ranks-down': [
      'skips starts while a crawl runs',
      'takes events as they are delivered, in whatever order',
      'waits for the next reconciliation where events are lost',
      'ranks percentiles among what was captured',
    ],
    'sees-what-comes-meanwhile': {
      fails: [
        'has a crawl see what was there at its start, and show it at its end',
        'skips starts while a crawl runs',
      ],
      visibleTests: 'fail',
    },
    'shows-it-at-the-start': {
      fails: [
        'has a crawl see what was there at its start, and show it at its end',
        'skips starts while a crawl runs',
      ],
      visibleTests: 'fail',
    },
    'skips-the-start-at-an-end': ['skips starts while a crawl runs'],
    'sorts-as-texts': [
      'waits for the next reconciliation where events are lost',
      'ranks percentiles among what was captured',
    ],
    'takes-the-first-event-listed': ['takes events as they are delivered, in whatever order'],
    'waits-for-the-first-file': ['takes events as they are delivered, in whatever order'],
  },
})
