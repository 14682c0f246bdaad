import type { EquivalentMutants } from '@workshop/exercise'

export default [
  {
    line: "override name = 'TooManyOfficers'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: "override name = 'TokenReused'",
    becomes: 'override name = ""',
    reason: 'The task asks for the class; its `name` is only printed.',
  },
  {
    line: '`Cannot move ${officers.length} officers at once, only ${MAX_OFFICERS}`,',
    becomes: '``,',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'throw new TokenReused(`The token "${transfer.token}" belongs to another transfer`)',
    becomes: 'throw new TokenReused(``)',
    reason: 'The task asks for the class of the error, and leaves its words free.',
  },
  {
    line: 'if (!(error instanceof TransactionCanceledException)) throw error',
    becomes: 'if (false) throw error',
    reason: 'Another error has no reasons, and is thrown a few lines below.',
  },
  {
    line: 'const reasons = error.CancellationReasons ?? []',
    becomes: 'const reasons = error.CancellationReasons ?? ["Stryker was here"]',
    reason: 'A cancelled transaction always has its reasons, one for each item.',
  },
  {
    line: "const elsewhere = officers.filter((_, i) => reasons[i]?.Code === 'ConditionalCheckFailed')",
    becomes:
      "const elsewhere = officers.filter((_, i) => reasons[i].Code === 'ConditionalCheckFailed')",
    reason: 'A cancelled transaction always has its reasons, one for each item.',
  },
  {
    line: "const inConflict = reasons.some(({ Code }) => Code === 'TransactionConflict')",
    becomes: [
      'const inConflict = reasons.some(({ Code }) => true)',
      "const inConflict = reasons.some(({ Code }) => (Code !== 'TransactionConflict'))",
    ],
    reason:
      'The task names no other reason, and leaves open whether such a transaction is tried again.',
  },
  {
    line: 'await deps.sleep(100 * 2 ** attempt)',
    becomes: 'await deps.sleep((100 / 2 ** attempt))',
    reason: 'The task does not say how long to wait.',
  },
] satisfies EquivalentMutants[]
