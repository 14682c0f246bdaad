import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'window-counts.ts',
  rubric: {
    'counts events by the window in which they happened': 1,
    'puts a boundary into the later window, also before 1970': 1,
    'waits for what comes out of order': 1,
    'yields what is too late, and does not count it': 1,
    'counts an event once, however often it comes': {
      points: 2,
      hint: 'Two numbers come with an event. Which of them stays when a producer tries again?',
    },
    'waits for the slowest shard': {
      points: 2,
      hint: 'How far the stream has come depends on the shard that has come least far.',
    },
    'waits for a shard from which nothing came yet': 1,
    'does not wait for a shard that is idle': {
      points: 2,
      hint: 'Somebody is silent, and everybody waits. For how long?',
    },
    'never takes a watermark back': 1,
    'reads no further than it has to': 1,
    'finds the late ones among real earthquakes': 2,
  },
  hints: [
    'Keep three things: the open windows, what you know of each shard, and one number, the watermark.',
    'For each record, in this order: late or counted, then its shard, then the watermark, then the windows that are over. `yield` as soon as you know.',
    'A `Set` of ids for each open window counts once and is forgotten with it. `Math.floor(at / windowMs) * windowMs`; `watermark = Math.max(watermark, Math.min(...latestOfAwakeShards) - latenessMs)`.',
  ],
  mutants: {
    'allows-no-lateness': [
      'waits for what comes out of order',
      'finds the late ones among real earthquakes',
    ],
    'counts-by-arrival': {
      fails: [
        'counts events by the window in which they happened',
        'puts a boundary into the later window, also before 1970',
        'waits for what comes out of order',
        'yields what is too late, and does not count it',
        'counts an event once, however often it comes',
        'waits for the slowest shard',
        'waits for a shard from which nothing came yet',
        'does not wait for a shard that is idle',
        'never takes a watermark back',
        'reads no further than it has to',
        'finds the late ones among real earthquakes',
      ],
      visibleTests: 'fail',
    },
    'counts-every-copy': ['counts an event once, however often it comes'],
    'counts-what-is-late': {
      fails: [
        'waits for what comes out of order',
        'yields what is too late, and does not count it',
        'counts an event once, however often it comes',
        'does not wait for a shard that is idle',
        'never takes a watermark back',
        'finds the late ones among real earthquakes',
      ],
      visibleTests: 'fail',
    },
    'drops-what-is-late': {
      fails: [
        'waits for what comes out of order',
        'yields what is too late, and does not count it',
        'counts an event once, however often it comes',
        'waits for the slowest shard',
        'does not wait for a shard that is idle',
        'never takes a watermark back',
        'finds the late ones among real earthquakes',
      ],
      visibleTests: 'fail',
    },
    'follows-the-fastest-shard': [
      'waits for the slowest shard',
      'waits for a shard from which nothing came yet',
      'does not wait for a shard that is idle',
    ],
    'forgets-the-end': {
      fails: [
        'counts events by the window in which they happened',
        'puts a boundary into the later window, also before 1970',
        'waits for what comes out of order',
        'yields what is too late, and does not count it',
        'counts an event once, however often it comes',
        'waits for the slowest shard',
        'waits for a shard from which nothing came yet',
        'does not wait for a shard that is idle',
        'never takes a watermark back',
        'finds the late ones among real earthquakes',
      ],
      visibleTests: 'fail',
    },
    'knows-events-by-number': ['counts an event once, however often it comes'],
    'overlooks-silent-shards': [
      'waits for the slowest shard',
      'waits for a shard from which nothing came yet',
    ],
    'puts-boundaries-first': [
      'puts a boundary into the later window, also before 1970',
      'yields what is too late, and does not count it',
      'reads no further than it has to',
    ],
    'reads-everything-first': ['reads no further than it has to'],
    'remembers-for-ever': ['counts an event once, however often it comes'],
    'rounds-towards-zero': ['puts a boundary into the later window, also before 1970'],
    'takes-watermarks-back': ['never takes a watermark back'],
    'waits-for-ever': ['does not wait for a shard that is idle', 'never takes a watermark back'],
  },
})
