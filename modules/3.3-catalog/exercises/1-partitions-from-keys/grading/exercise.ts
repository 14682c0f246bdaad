import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'partitions-from-keys.ts',
  rubric: {
    'counts the files of each partition': 2,
    'gives values in the order of the table, whatever the case of names': {
      points: 2,
      hint: 'The catalog knows values by their position. Whose order decides?',
    },
    'decodes what Hive encoded, and leaves other percent signs': {
      points: 2,
      hint: 'Not every percent sign begins a code, and a decoded text is not decoded again.',
    },
    'takes everything after the first equals sign for the value': 1,
    'keeps the partition for NULL, of any type': 1,
    'leaves out what is no data': {
      points: 2,
      hint: 'Other programs leave files and folders behind, at every depth.',
    },
    'keeps to the location of the table': {
      points: 2,
      hint: 'A prefix ends where it is cut off; a folder ends with a slash.',
    },
    'skips keys of another layout': 1,
    'checks values by the types of their keys': 1,
    'gives one place to values that stand in two folders': 1,
  },
  hints: [
    'Go step by step: what is below the location, which folders are levels, what do they say, do the values fit?',
    'Collect names and values of the levels in a map, and read it in the order of the table.',
    '`folder.indexOf("=")` cuts a level; `text.replace(/%([0-7][0-9a-f])/gi, …)` decodes it and leaves the rest; `JSON.stringify(values)` tells partitions apart.',
  ],
  mutants: {
    'checks-no-types': ['checks values by the types of their keys'],
    'checks-null-by-type': ['keeps the partition for NULL, of any type'],
    'compares-names-by-case': [
      'gives values in the order of the table, whatever the case of names',
    ],
    'counts-both-places': ['gives one place to values that stand in two folders'],
    'counts-folder-markers': ['leaves out what is no data'],
    'decodes-as-a-form': ['decodes what Hive encoded, and leaves other percent signs'],
    'decodes-as-a-url': ['decodes what Hive encoded, and leaves other percent signs'],
    'drops-null': ['keeps the partition for NULL, of any type'],
    'forgets-to-decode': {
      fails: [
        'decodes what Hive encoded, and leaves other percent signs',
        'gives one place to values that stand in two folders',
      ],
      visibleTests: 'fail',
    },
    'hides-by-the-whole-key': ['leaves out what is no data'],
    'hides-files-only': ['leaves out what is no data'],
    'looks-at-all-folders': [
      'counts the files of each partition',
      'leaves out what is no data',
      'skips keys of another layout',
    ],
    'looks-for-the-location-anywhere': ['keeps to the location of the table'],
    'makes-two-partitions': ['gives one place to values that stand in two folders'],
    'normalizes-numbers': [
      'checks values by the types of their keys',
      'gives one place to values that stand in two folders',
    ],
    'rolls-days-over': ['checks values by the types of their keys'],
    'splits-at-every-equals-sign': ['takes everything after the first equals sign for the value'],
    'splits-at-the-last-equals-sign': [
      'takes everything after the first equals sign for the value',
    ],
    'starts-with-the-prefix': ['keeps to the location of the table'],
    'takes-a-file-for-a-level': ['skips keys of another layout'],
    'takes-numbers-as-javascript-does': ['checks values by the types of their keys'],
    'takes-the-order-of-the-path': [
      'gives values in the order of the table, whatever the case of names',
      'gives one place to values that stand in two folders',
    ],
  },
})
