import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'reconcile-inventory.ts',
  services: ['Glacier'],
  needsMock: 'the first inventory of a vault takes a day',
  rubric: {
    'reads what Glacier gives, in both formats': {
      points: 1,
      hint: 'Run an inventory job of your own and look at its output; sizes are numbers.',
    },
    'reads CSV as Glacier quotes it': {
      points: 2,
      hint: 'Quotes are not doubled here. Which backslash belongs to the description?',
    },
    'verifies archives by size and tree hash': 2,
    'takes what was uploaded lately for pending': {
      points: 1,
      hint: 'When was the picture taken, and how far behind may it be?',
    },
    'lets go what was deleted lately': {
      points: 2,
      hint: 'Four cases: deleted lately or long ago, still there or not.',
    },
    'knows archives by their ids only': {
      points: 1,
      hint: 'Two films may have the same description, and one film be uploaded again.',
    },
    'groups archives with the same description': 1,
  },
  hints: [
    'Index both sides by id. Then each entry of the catalog has one fate, and each archive without an entry is an orphan.',
    'The time before which the picture is complete is its date less 24 hours. Compare uploads and deletions with the same time.',
    'In a quoted field, a backslash counts as an escape only directly before a quote; the field ends at the first quote without one. Walk through the letters, or match `"((?:[^"\\\\]|\\\\"|\\\\)*)"` with care.',
  ],
  mutants: {
    'splits-at-commas': [
      'reads what Glacier gives, in both formats',
      'reads CSV as Glacier quotes it',
    ],
    'expects-doubled-quotes': [
      'reads what Glacier gives, in both formats',
      'reads CSV as Glacier quotes it',
    ],
    'unescapes-backslashes': ['reads CSV as Glacier quotes it'],
    'keeps-sizes-as-text': {
      fails: ['reads what Glacier gives, in both formats', 'reads CSV as Glacier quotes it'],
      visibleTests: 'fail',
    },
    'takes-missing-for-lost': ['takes what was uploaded lately for pending'],
    'gives-no-day-of-grace': [
      'takes what was uploaded lately for pending',
      'lets go what was deleted lately',
    ],
    'forgets-what-was-deleted': ['lets go what was deleted lately'],
    'compares-sizes-only': ['verifies archives by size and tree hash'],
    'knows-archives-by-description': ['knows archives by their ids only'],
    'groups-archives-without-a-description': ['groups archives with the same description'],
    'groups-deleted-archives-too': ['groups archives with the same description'],
  },
})
