import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'connections.ts',
  rubric: {
    'finds those exactly so many steps away': {
      points: 3,
      hint: 'Somebody was counted who can be reached in fewer steps, or missed behind a detour.',
    },
    'survives circles, loops and repeated edges': {
      points: 2,
      hint: 'Whoever was met once is never new again.',
    },
    'follows edges both ways, or one way': {
      points: 2,
      hint: 'An edge without direction has two ends.',
    },
    'knows strangers and ends of ways': {
      points: 1,
      hint: 'There may be nobody, and nobody further on.',
    },
    'walks far and wide': {
      points: 2,
      hint: 'A function that calls itself once per step has about 10,000 steps.',
    },
  },
  hints: [
    'Do not follow ways, follow rings: all at one step, all at two, all at three.',
    'Build a `Map` from each person to the neighbours first; looking through all edges for each person takes too long.',
    'Breadth-first search: a `Set` of everybody seen, and a `Set` of the present ring. The next ring is made of the neighbours of this one whom nobody has seen.',
  ],
  mutants: {
    'joins-three-times': {
      fails: [
        'finds those exactly so many steps away',
        'survives circles, loops and repeated edges',
        'follows edges both ways, or one way',
        'knows strangers and ends of ways',
        'walks far and wide',
      ],
      visibleTests: 'fail',
    },
    'forgets-whom-it-met-before-the-last-ring': [
      'finds those exactly so many steps away',
      'survives circles, loops and repeated edges',
    ],
    'goes-deep-first': ['finds those exactly so many steps away'],
    'counts-everybody-up-to-there': {
      fails: [
        'finds those exactly so many steps away',
        'survives circles, loops and repeated edges',
        'follows edges both ways, or one way',
        'knows strangers and ends of ways',
        'walks far and wide',
      ],
      visibleTests: 'fail',
    },
    'always-one-way': {
      fails: [
        'finds those exactly so many steps away',
        'survives circles, loops and repeated edges',
        'follows edges both ways, or one way',
        'walks far and wide',
      ],
      visibleTests: 'fail',
    },
    'always-both-ways': {
      fails: [
        'finds those exactly so many steps away',
        'survives circles, loops and repeated edges',
        'follows edges both ways, or one way',
      ],
      visibleTests: 'fail',
    },
    'takes-a-stranger-for-a-node': ['knows strangers and ends of ways'],
    'calls-itself': ['walks far and wide'],
  },
})
