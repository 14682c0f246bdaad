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
  mutants: {
    'does-not-see-circles': ['names the circle that it refuses'],
    'does-not-see-circles-of-parents': ['refuses circles of parents and references to nothing'],
    'drops-references': {
      fails: ['keeps texts, references and lists apart'],
      visibleTests: 'fail',
    },
    'drops-unknown-activities': ['keeps activities it does not know, and names them'],
    'inherits-from-the-parent-only': ['inherits from parents, and from Default at last'],
    'inherits-nothing': [
      'inherits from parents, and from Default at last',
      'inherits what a task depends on, and how often it is tried',
      'makes a rate of the period of the schedule',
    ],
    'keeps-the-last-of-a-list': [
      'keeps texts, references and lists apart',
      'inherits from parents, and from Default at last',
    ],
    'keeps-unknown-ones-secret': ['keeps activities it does not know, and names them'],
    'lets-parents-win': ['inherits from parents, and from Default at last'],
    'loses-the-handler': ['carries retries and what to do on failure over'],
    'names-the-whole-path': ['names the circle that it refuses'],
    'overlooks-default': [
      'inherits from parents, and from Default at last',
      'makes a rate of the period of the schedule',
    ],
    'puts-one-after-another': [
      'makes levels of a diamond, side by side where it can',
      'inherits from parents, and from Default at last',
    ],
    'retries-never': [
      'inherits what a task depends on, and how often it is tried',
      'carries retries and what to do on failure over',
    ],
    'retries-zero-times': ['carries retries and what to do on failure over'],
    'runs-in-the-order-of-the-array': [
      'runs tasks in the order of what they depend on',
      'makes levels of a diamond, side by side where it can',
      'inherits from parents, and from Default at last',
      'keeps activities it does not know, and names them',
    ],
    'schedules-by-itself-only': ['makes a rate of the period of the schedule'],
    'takes-references-for-texts': {
      fails: ['keeps texts, references and lists apart'],
      visibleTests: 'fail',
    },
    'waits-for-the-first-only': ['makes levels of a diamond, side by side where it can'],
  },
})
