import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'plan-shards.ts',
  rubric: {
    'sizes the stream for its peak, not its average': 2,
    'finds a burst that two seconds of the clock share': {
      points: 2,
      hint: 'Kinesis does not know where your windows begin. Where would an unlucky one begin?',
    },
    'leaves the end of a window to the next': 1,
    'takes the larger of the two measures': 2,
    'counts the bytes of partition keys': 1,
    'names the keys that alone exceed a shard': {
      points: 2,
      hint: 'A key lives in one shard. Look at the peak of each key by itself, in records and in bytes.',
    },
    'adds a shard for every limit that is exceeded, and not before': 1,
    'gives rates per second whatever the window': 1,
    'plans one shard where nothing happens': 1,
    'takes real departures in any order': 2,
  },
  hints: [
    'Peaks first: once you can find the fullest span of a list of events, you can ask for the fullest of all events and of each key.',
    'The fullest span begins at some event. Sort by time; then one end of the span follows the other, and no event is looked at more than twice.',
    '`Math.max(1, Math.ceil(peakRps / 1000), Math.ceil(peakBps / 1_048_576))`, with `Buffer.byteLength(key) + bytes` for each event and half-open spans `[t, t + windowMs)`.',
  ],
  mutants: {
    'plans-for-the-average': [
      'sizes the stream for its peak, not its average',
      'finds a burst that two seconds of the clock share',
      'takes the larger of the two measures',
    ],
    'looks-at-records-only': {
      fails: ['takes the larger of the two measures', 'counts the bytes of partition keys'],
      visibleTests: 'fail',
    },
    'knows-no-hot-keys': ['names the keys that alone exceed a shard'],
    'finds-hot-keys-by-total': ['names the keys that alone exceed a shard'],
    'rounds-to-the-nearest': [
      'counts the bytes of partition keys',
      'adds a shard for every limit that is exceeded, and not before',
    ],
    'counts-by-seconds-of-the-clock': [
      'finds a burst that two seconds of the clock share',
      'takes real departures in any order',
    ],
    'expects-sorted-events': ['takes real departures in any order'],
    'includes-the-end': ['leaves the end of a window to the next'],
    'forgets-the-keys': ['counts the bytes of partition keys'],
    'gives-counts-for-rates': ['gives rates per second whatever the window'],
  },
})
