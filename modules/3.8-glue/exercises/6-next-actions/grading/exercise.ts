import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'next-actions.ts',
  rubric: {
    'waits for all conditions, or for any': 3,
    'knows every state there is to wait for': 1,
    'fires once for what it waited for': {
      points: 3,
      hint: 'What happened before a trigger fired has had its effect.',
    },
    'is deaf to what a person started': {
      points: 2,
      hint: 'Not every end counts. Who had started it?',
    },
    'looks at the latest end only': {
      points: 2,
      hint: 'A job that failed after it had succeeded has failed.',
    },
    'collects events to a batch or for a window': {
      points: 2,
      hint: 'Whose age makes the window close?',
    },
    'lets triggers rest that are not activated, or wait for something else': 1,
    'goes one step at a time, and starts all of it': {
      points: 0.5,
      hint: 'Two arrows can make a circle.',
    },
    'refuses a third crawler': 0.5,
  },
  hints: [
    'For one trigger: cut the history after the last time it fired. Then ask only about the rest.',
    'A condition asks for one entry: the last end of its job or crawler that a trigger had started.',
    '`findLastIndex` for `fired`, `slice`, then `every` or `some` over conditions with `findLast`; for events compare `length >= size` and `now - first.time >= windowSeconds * 1000`.',
  ],
  mutants: {
    'takes-and-for-or': [
      'waits for all conditions, or for any',
      'fires once for what it waited for',
      'is deaf to what a person started',
      'looks at the latest end only',
    ],
    'takes-or-for-and': [
      'waits for all conditions, or for any',
      'knows every state there is to wait for',
    ],
    'fires-on-every-look': {
      fails: ['fires once for what it waited for', 'collects events to a batch or for a window'],
      visibleTests: 'fail',
    },
    'forgets-who-started-it': ['is deaf to what a person started'],
    'remembers-every-end': ['looks at the latest end only'],
    'knows-things-by-name': ['waits for all conditions, or for any'],
    'counts-failure-only-as-failed': ['knows every state there is to wait for'],
    'extends-the-window': ['collects events to a batch or for a window'],
    'waits-for-the-window': ['collects events to a batch or for a window'],
    'fires-what-is-asleep': [
      'lets triggers rest that are not activated, or wait for something else',
    ],
    'takes-a-start-for-an-end': ['goes one step at a time, and starts all of it'],
    'starts-a-job-once': ['goes one step at a time, and starts all of it'],
    'drops-the-third-crawler': ['refuses a third crawler'],
  },
})
