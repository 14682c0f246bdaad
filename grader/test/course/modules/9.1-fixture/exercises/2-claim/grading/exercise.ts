import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'claim.ts',
  rubric: {
    'claims a free name': 1,
    'lets exactly one of two claims win': {
      points: 2,
      hint: 'Between your look and your write, somebody else can write. Who could decide for you?',
    },
    'gives up after five minutes': 1,
  },
  hints: ['Who decides?', 'S3 can decide for you.', 'IfNoneMatch: "*"'],
  mutants: {
    'looks-then-writes': ['lets exactly one of two claims win'],
    'never-waits': ['gives up after five minutes'],
  },
  services: ['S3'],
})
