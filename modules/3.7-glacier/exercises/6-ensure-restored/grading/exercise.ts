import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'ensure-restored.ts',
  services: ['S3'],
  needsMock: 'restores take hours, and tiers change after months',
  rubric: {
    'leaves alone what can be read': {
      points: 2,
      hint: 'Not every class with "glacier" in its name is an archive, and not every object of Intelligent-Tiering is in one.',
    },
    'asks for what is archived, once': {
      points: 2,
      hint: 'Look at the class, at the days and the tier of the request, and at what a second call does.',
    },
    'tells a copy that is there from one under way': {
      points: 3,
      hint: 'The header is there in both cases. Its date has a comma inside.',
    },
    'extends a copy that ends too soon': {
      points: 2,
      hint: 'Which is later: the end of the copy, or now and the days that it is needed?',
    },
    'takes a restore that somebody else began for progress': 1,
    'chooses the cheapest tier that meets the deadline': {
      points: 2,
      hint: 'A deadline can be met exactly. What does a deadline mean for each class?',
    },
    'refuses what no tier can do, before it asks': 1,
    'moves an object of Intelligent-Tiering without days': 1,
    'refuses an object that a rule deletes too soon': 1,
  },
  hints: [
    'Gather the facts from one `HeadObject` and write the decision as a function of facts, wish and time; only then send anything.',
    'Treat the header as a list of `name="value"`, not as text between commas. `Date.parse` reads the date.',
    '`HeadObject` answers `StorageClass` (missing for STANDARD), `ArchiveStatus`, `Restore` and `Expiration`. `RestoreObject` takes `RestoreRequest: { Days, GlacierJobParameters: { Tier } }`.',
  ],
  mutants: {
    'restores-everything': {
      fails: ['leaves alone what can be read'],
      visibleTests: 'fail',
    },
    'takes-the-header-for-done': {
      fails: [
        'asks for what is archived, once',
        'tells a copy that is there from one under way',
        'extends a copy that ends too soon',
        'moves an object of Intelligent-Tiering without days',
      ],
      visibleTests: 'fail',
    },
    'splits-at-commas': [
      'tells a copy that is there from one under way',
      'extends a copy that ends too soon',
      'refuses an object that a rule deletes too soon',
    ],
    'never-extends': ['extends a copy that ends too soon'],
    'takes-a-conflict-for-a-failure': ['takes a restore that somebody else began for progress'],
    'always-standard': [
      'asks for what is archived, once',
      'chooses the cheapest tier that meets the deadline',
      'refuses what no tier can do, before it asks',
      'moves an object of Intelligent-Tiering without days',
    ],
    'takes-the-fastest-tier': [
      'chooses the cheapest tier that meets the deadline',
      'moves an object of Intelligent-Tiering without days',
    ],
    'leaves-the-tier-to-s3': ['refuses what no tier can do, before it asks'],
    'sends-days-for-every-class': ['moves an object of Intelligent-Tiering without days'],
    'looks-at-the-class-only': ['moves an object of Intelligent-Tiering without days'],
    'knows-no-rules': ['refuses an object that a rule deletes too soon'],
    'waits-for-the-copy': {
      fails: [
        'asks for what is archived, once',
        'tells a copy that is there from one under way',
        'takes a restore that somebody else began for progress',
        'moves an object of Intelligent-Tiering without days',
        'refuses an object that a rule deletes too soon',
      ],
      visibleTests: 'fail',
    },
  },
})
