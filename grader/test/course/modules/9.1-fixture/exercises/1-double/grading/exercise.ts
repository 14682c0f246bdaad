import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'double.ts',
  rubric: {
    'doubles every reading, in order': {
      points: 2,
      hint: 'What does your function return for a list of three readings?',
    },
    'gives an empty list for an empty list': 1,
    'refuses a reading that is not a number': 1,
  },
  hints: ['A list has a method for this.', 'Array.prototype.map', 'readings.map((one) => one * 2)'],
  mutants: {
    'doubles-the-first': ['doubles every reading, in order'],
    'trusts-every-reading': ['refuses a reading that is not a number'],
  },
})
