import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'decide-retrain.ts',
  rubric: {
    'trains again where the distribution has moved, and only there': 1,
    'sees a distribution that moved around the same mean': {
      points: 1,
      hint: 'Two distributions can share their mean and have nothing else in common.',
    },
    'stays finite where a bin is empty': {
      points: 1,
      hint: 'What is the logarithm of a share of nothing? The task adds something to every bin.',
    },
    'takes the bins from the baseline': 1,
    'counts equal edges once': 1,
    'leaves out what is no number': 1,
    'waits for a sample that is large enough': 1,
    'does not learn from a stream that lost half of its users': {
      points: 2,
      hint: 'Half of the users are gone. Is that a new habit, or an outage?',
    },
    'does not train only because there are twice as many users': 1,
    'keeps its hands off while an A/B test runs': 1,
    'promotes and rolls back only beyond the margin': 2,
    'lets a new model cool down': 1,
    'agrees with the definition for any values': 1,
  },
  hints: [
    'The rules are in order, and the first that applies decides: one `if` with a `return` for each, top to bottom.',
    'Compute the edges from the baseline alone, once; then count both samples in the same bins. Filter both with `Number.isFinite` before anything else.',
    '`counts[bin] + 0.5` over `values.length + 0.5 * counts.length` is never 0, so the logarithm is finite. A `Set` makes equal edges one.',
  ],
  mutants: {
    'bins-by-the-current': [
      'takes the bins from the baseline',
      'counts equal edges once',
      'agrees with the definition for any values',
    ],
    'compares-means': [
      'sees a distribution that moved around the same mean',
      'takes the bins from the baseline',
      'counts equal edges once',
      'agrees with the definition for any values',
    ],
    'counts-broken-values': ['leaves out what is no number'],
    'disturbs-the-test': ['keeps its hands off while an A/B test runs'],
    'divides-by-nothing': [
      'stays finite where a bin is empty',
      'takes the bins from the baseline',
      'counts equal edges once',
      'agrees with the definition for any values',
    ],
    'forgets-the-margin': ['promotes and rolls back only beyond the margin'],
    'keeps-equal-edges': ['counts equal edges once', 'agrees with the definition for any values'],
    'never-cools-down': ['lets a new model cool down'],
    'never-lets-go': ['keeps its hands off while an A/B test runs'],
    'promotes-the-newer': ['promotes and rolls back only beyond the margin'],
    'retrains-on-any-change': [
      'trains again where the distribution has moved, and only there',
      'stays finite where a bin is empty',
      'takes the bins from the baseline',
      'counts equal edges once',
      'leaves out what is no number',
      'does not train only because there are twice as many users',
      'promotes and rolls back only beyond the margin',
      'agrees with the definition for any values',
    ],
    'trains-for-growth': ['does not train only because there are twice as many users'],
    'trains-on-an-outage': ['does not learn from a stream that lost half of its users'],
    'trusts-small-samples': [
      'leaves out what is no number',
      'waits for a sample that is large enough',
    ],
  },
})
