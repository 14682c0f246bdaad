import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'choose-storage-class.ts',
  rubric: {
    'prices storage by gigabyte and month': {
      points: 2,
      hint: 'A gigabyte of the bill has 2 to the 30th bytes.',
    },
    'bills small objects at the minimum size': {
      points: 2,
      hint: 'Three classes bill an object of 1 byte like one of 128 KiB.',
    },
    'adds the overhead of archived objects at two rates': {
      points: 3,
      hint: 'Part of an archived object stays in STANDARD, where its name is kept.',
    },
    'bills the minimum duration': {
      points: 2,
      hint: 'Whoever deletes early pays until the end.',
    },
    'charges requests, and retrieval by the real size': {
      points: 2,
      hint: 'Putting objects somewhere costs too, and so does reading them back.',
    },
    'monitors only what has 128 KiB': {
      points: 1,
      hint: 'Small objects are not monitored, and not charged for it.',
    },
    'rejects what is too slow or too fragile, with a reason': {
      points: 2,
      hint: 'Hours to the first byte, and one zone for data that exists once.',
    },
    'takes the cheapest of the rest': {
      points: 1,
      hint: 'Compare what is left; the table decides a tie.',
    },
  },
  hints: [
    'Write the bill down as a sum of five lines, and each line as a function.',
    'First the bytes and the days that are billed: the larger of what there is and the minimum of the class. Overhead and storage share the days.',
    'Overhead: `objects * (billedDays / 30) * (32 * own.perGbMonth + 8 * prices.STANDARD.perGbMonth) / 2 ** 20`, for 2 ** 20 KiB are a GB.',
  ],
  mutants: {
    'prices-by-gigabyte-only': [
      'bills small objects at the minimum size',
      'adds the overhead of archived objects at two rates',
      'bills the minimum duration',
      'charges requests, and retrieval by the real size',
      'monitors only what has 128 KiB',
      'takes the cheapest of the rest',
    ],
    'keeps-the-overhead-at-one-rate': ['adds the overhead of archived objects at two rates'],
    'forgets-the-minimum-duration': ['bills the minimum duration'],
    'prorates-the-wrong-way': [
      'prices storage by gigabyte and month',
      'bills small objects at the minimum size',
      'adds the overhead of archived objects at two rates',
      'bills the minimum duration',
      'takes the cheapest of the rest',
    ],
    'monitors-small-objects-too': ['monitors only what has 128 KiB'],
    'retrieves-the-billed-size': ['charges requests, and retrieval by the real size'],
    'trusts-one-zone': ['rejects what is too slow or too fragile, with a reason'],
  },
})
