import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'lifecycle.ts',
  services: ['S3'],
  rubric: {
    'finds nothing wrong with rules that are right': 1,
    'finds filters that S3 refuses': {
      points: 2,
      hint: 'Count the members of a filter, and the conditions inside And: every tag is one.',
    },
    'finds transitions that lead up': {
      points: 2,
      hint: 'Not every class leads to every colder one, and the order of days decides, not of the list.',
    },
    'finds stays that are too short and expirations that come first': {
      points: 2,
      hint: 'Follow one object through the rule, day by day, to its end; then a noncurrent one.',
    },
    'finds what directory buckets do not have': 1,
    'finds too many rules, repeated IDs and rules without an action': 1,
    'acts from the midnight in UTC on': {
      points: 3,
      hint: 'S3 adds whole days and rounds up to midnight: not of your time zone, and not to the hour.',
    },
    'leaves small objects where they are, unless told otherwise': {
      points: 2,
      hint: 'There is a default minimum size for moving, and two ways around it.',
    },
    'deletes rather than moves, and moves rather than marks': {
      points: 2,
      hint: 'Look at all rules that are due before you decide, and where the object is now.',
    },
    'goes by every condition of a filter, and by enabled rules': {
      points: 1,
      hint: 'A size is beyond a bound, not at it; a tag has a key and a value.',
    },
    'counts noncurrent versions and their days': 1,
    'removes a delete marker when it is alone': 1,
    'keeps what a bucket has when it puts a rule': {
      points: 1,
      hint: 'Putting a configuration replaces all of it, settings beside the rules included.',
    },
  },
  hints: [
    'Turn both kinds of transitions, current and noncurrent, into one list of days and classes first; then one function can judge both.',
    'For `actionOn`, collect every action that any rule asks for today, and choose at the end. A due time is `Math.ceil((since + days) / day) * day` in milliseconds.',
    '`GetBucketLifecycleConfiguration` throws `NoSuchLifecycleConfiguration` where there is none; hand its `Rules` and its `TransitionDefaultMinimumObjectSize` back in `PutBucketLifecycleConfiguration`.',
  ],
  mutants: {
    'accepts-and-of-one': ['finds filters that S3 refuses'],
    'goes-by-coldness': ['finds transitions that lead up'],
    'goes-by-the-list': ['finds transitions that lead up'],
    'allows-an-end-on-the-last-day': [
      'finds stays that are too short and expirations that come first',
    ],
    'counts-hours': ['acts from the midnight in UTC on'],
    'rounds-to-local-midnight': ['acts from the midnight in UTC on'],
    'moves-small-objects': ['leaves small objects where they are, unless told otherwise'],
    'first-rule-wins': ['deletes rather than moves, and moves rather than marks'],
    'moves-upward': ['deletes rather than moves, and moves rather than marks'],
    'includes-the-bounds': ['goes by every condition of a filter, and by enabled rules'],
    'forgets-the-newer-versions': ['counts noncurrent versions and their days'],
    'marks-a-marker': ['removes a delete marker when it is alone'],
    'replaces-the-configuration': ['keeps what a bucket has when it puts a rule'],
    'forgets-the-minimum-size': ['keeps what a bucket has when it puts a rule'],
  },
})
