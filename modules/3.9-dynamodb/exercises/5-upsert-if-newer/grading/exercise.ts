import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'upsert-if-newer.ts',
  services: ['DynamoDB'],
  rubric: {
    'stores a new department': {
      points: 2,
      hint: 'The task lists the attributes; one of their names is a reserved word.',
    },
    'reads the time as UTC, whatever the time zone and the day': {
      points: 3,
      hint: 'The grader does not live in UTC, and some days have one digit.',
    },
    'goes by the time and not by its text': {
      points: 3,
      hint: 'A weekday stands first in the text, and weekdays sort by alphabet.',
    },
    'goes by the version within a second': {
      points: 2,
      hint: 'Two records of the same second differ in their version, or not at all.',
    },
    'ends at the newest record when many arrive at once': {
      points: 3,
      hint: 'Between your read and your write, another copy was stored. Who could compare instead of you?',
    },
    'keeps attributes it does not know': {
      points: 1,
      hint: 'PutItem replaces a whole item.',
    },
    'refuses a time it cannot read and passes other errors on': {
      points: 1,
      hint: 'Only one kind of error means that the stored record is newer.',
    },
  },
  hints: [
    'Turn the text into a number that sorts. Then let DynamoDB compare it.',
    'An Update with a condition on `updatedAt` and `version`. Ask for the old item in both cases: on success and on failure.',
    '`ReturnValues: "ALL_OLD"` and `ReturnValuesOnConditionCheckFailure: "ALL_OLD"`; `#name` for the reserved word; `Date.UTC(…)` over the parts of the time.',
  ],
  mutants: {
    'reads-then-writes': ['ends at the newest record when many arrive at once'],
    'reads-after-a-refusal': ['ends at the newest record when many arrive at once'],
    'compares-the-text': [
      'goes by the time and not by its text',
      'ends at the newest record when many arrive at once',
    ],
    'takes-local-time': ['reads the time as UTC, whatever the time zone and the day'],
    'puts-the-whole-item': ['keeps attributes it does not know'],
    'calls-every-error-stale': ['refuses a time it cannot read and passes other errors on'],
    'forgets-the-version': ['goes by the version within a second'],
    'wants-two-digit-days': {
      fails: ['reads the time as UTC, whatever the time zone and the day'],
      visibleTests: 'fail',
    },
  },
})
