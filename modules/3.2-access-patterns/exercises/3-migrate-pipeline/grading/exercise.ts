import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'migrate-pipeline.ts',
  rubric: {
    'runs tasks in the order of what they depend on': 1,
    'makes levels of a diamond, side by side where it can': {
      points: 2,
      hint: 'A task waits for the last of those it depends on, not for the first.',
    },
    'keeps texts, references and lists apart': 2,
    'inherits from parents, and from Default at last': {
      points: 2,
      hint: 'What an object has itself goes before what its parent has, and that before Default.',
    },
    'inherits what a task depends on, and how often it is tried': 1,
    'carries retries and what to do on failure over': 1,
    'makes a rate of the period of the schedule': 1,
    'keeps activities it does not know, and names them': 2,
    'names the circle that it refuses': 2,
    'refuses circles of parents and references to nothing': 1,
  },
  hints: [
    'Resolve inheritance first, for every object, and forget about parents. Then levels. Then states.',
    'A level is one more than the highest level among what the task depends on. To find a circle, carry the path you came by and look for where you are in it.',
    '`Map.groupBy(fields, ({ key }) => key)` makes lists of repeated fields; `new Map([...inherited, ...own])` lets the own ones win, key by key.',
  ],
  mutants: {},
})
