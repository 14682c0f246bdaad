import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'do-the-task.ts',
  rubric: {
    // Not written yet. List the behaviours that earn points; a section is worth 100.
    'does the task': {
      points: 1,
      hint: 'Not written yet. Say what broke, and never hidden input.',
    },
  },
  hints: [
    'Not written yet. Ask what leads to the idea.',
    'Not written yet. Tell the idea.',
    'Not written yet. Name the field of the API, or the algorithm.',
  ],
  mutants: {
    // Not written yet. Name each mutant and its file after the mistake, and list the checks it fails.
    'first-mistake': ['does the task'],
    'second-mistake': ['does the task'],
    'third-mistake': ['does the task'],
  },
})
