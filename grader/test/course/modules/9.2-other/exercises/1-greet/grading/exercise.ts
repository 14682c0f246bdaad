import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'greet.ts',
  rubric: { 'greets by name': 2, 'greets without a name': 1 },
  hints: ['A template.', 'A template and a condition.', 'name ? `Good morning, ${name}` : …'],
  mutants: { 'always-names': ['greets without a name'] },
})
