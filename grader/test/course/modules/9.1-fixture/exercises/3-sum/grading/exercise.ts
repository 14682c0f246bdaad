import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'sum.ts',
  rubric: {
    'adds what the predicate keeps': 2,
    'yields totals without reading ahead': 1,
    'counts in a counter of its own': 1,
  },
  hints: ['for await', 'A generator waits to be asked.', 'async function*'],
  mutants: {
    'keeps-everything': ['adds what the predicate keeps'],
    'shares-its-counter': ['counts in a counter of its own'],
  },
})
