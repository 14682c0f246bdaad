import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'with-retry.ts',
  rubric: {
    'tries again after what may pass': {
      points: 3,
      hint: 'Status, name, code, $retryable: the task lists four ways to tell that trouble may pass.',
    },
    'does not try again what stays wrong': {
      points: 2,
      hint: 'A request that is wrong now is wrong in a second.',
    },
    'tries a conflict again only where the policy says so': {
      points: 1,
      hint: 'Whether a 409 may pass, only the caller knows.',
    },
    'waits with full jitter, growing up to the cap': {
      points: 3,
      hint: 'Doubling, a cap, and then a random part of all of it.',
    },
    'waits at least as long as the service asks': {
      points: 1,
      hint: 'retryAfter is in seconds.',
    },
    'throws the last error unchanged, without a wait after the last attempt': {
      points: 2,
      hint: 'Nobody comes after the last attempt, so nobody has to wait.',
    },
    'does not wait past the deadline': {
      points: 2,
      hint: 'Look at the clock before you sleep, not after.',
    },
    'shares one budget of retries between its runs': {
      points: 1,
      hint: 'The budget belongs to the retrier, not to the run.',
    },
  },
  hints: [
    'Split it in two: may this error pass, and how long to wait?',
    'A loop over attempts. Before each wait ask three things: attempts left, time left, tokens left.',
    '`Math.max(random() * Math.min(capMs, baseMs * 2 ** (attempt - 1)), (error.retryAfter ?? 0) * 1000)` is the wait. The tokens live outside of `run`.',
  ],
  mutants: {
    'retries-everything': {
      fails: [
        'does not try again what stays wrong',
        'tries a conflict again only where the policy says so',
      ],
      visibleTests: 'fail',
    },
    'sleeps-the-same-each-time': ['waits with full jitter, growing up to the cap'],
    'forgets-the-cap': ['waits with full jitter, growing up to the cap'],
    'wraps-the-error': ['throws the last error unchanged, without a wait after the last attempt'],
    'waits-after-the-last-attempt': [
      'throws the last error unchanged, without a wait after the last attempt',
    ],
    'sleeps-past-the-deadline': ['does not wait past the deadline'],
    'gives-each-run-a-budget': ['shares one budget of retries between its runs'],
    'saves-up-tokens': ['shares one budget of retries between its runs'],
    'looks-at-the-status-only': ['tries again after what may pass'],
    'takes-seconds-for-milliseconds': ['waits at least as long as the service asks'],
  },
})
