import { defineExercise } from '@workshop/exercise'

export default defineExercise({
  file: 'transfer-jurisdiction.ts',
  services: ['DynamoDB'],
  rubric: {
    'moves officers and both counters together': {
      points: 3,
      hint: 'The payroll reads the counters of both departments.',
    },
    'changes nothing when some officers serve elsewhere, and names exactly those': {
      points: 4,
      hint: 'AWS gives a reason for every item of the transaction, in the order you sent them.',
    },
    'tries again after a conflict with another transaction, under the same token': {
      points: 3,
      hint: 'An attempt that was cancelled for a conflict may be sent again; it is still the same transfer.',
    },
    'does not try again when a condition failed': {
      points: 1,
      hint: 'An officer who serves elsewhere will not serve here in half a second.',
    },
    'moves nobody twice when the same transfer is sent again': {
      points: 2,
      hint: 'Whoever lost your answer will ask again. Who could remember that it was done?',
    },
    'tells a token that was used for another transfer': {
      points: 1,
      hint: 'AWS has an exception of its own for this.',
    },
    'refuses more officers than a transaction holds, before any call': {
      points: 1,
      hint: 'Two places of a hundred are taken before the first officer.',
    },
  },
  hints: [
    'Do not look before you write. What has to be true of each officer, so that DynamoDB itself can stop the transfer?',
    'One Update for each officer, with a condition, and one for each counter. When the transaction is cancelled, look at its reasons one by one: their order is yours.',
    '`TransactWriteCommand` with `ClientRequestToken`; `error.CancellationReasons[i].Code` is `ConditionalCheckFailed`, `TransactionConflict` or `None`.',
  ],
  mutants: {
    'writes-one-by-one': [
      'changes nothing when some officers serve elsewhere, and names exactly those',
      'tries again after a conflict with another transaction, under the same token',
      'moves nobody twice when the same transfer is sent again',
      'tells a token that was used for another transfer',
    ],
    'makes-a-new-token-per-attempt': [
      'tries again after a conflict with another transaction, under the same token',
    ],
    'tries-again-whatever-the-reason': ['does not try again when a condition failed'],
    'takes-retries-for-attempts': [
      'tries again after a conflict with another transaction, under the same token',
    ],
    'reads-the-reason-beside': {
      fails: ['changes nothing when some officers serve elsewhere, and names exactly those'],
      visibleTests: 'fail',
    },
    'forgets-the-counters': {
      fails: [
        'moves officers and both counters together',
        'tries again after a conflict with another transaction, under the same token',
        'moves nobody twice when the same transfer is sent again',
      ],
      visibleTests: 'fail',
    },
  },
})
