import type { FailureKind } from '../job.ts'

/** Why a query fails, in Athena's words where they are known. */
export class QueryFailure extends Error {
  override name = 'QueryFailure'
  readonly kind: FailureKind

  constructor(message: string, kind: FailureKind = 'query') {
    super(message)
    this.kind = kind
  }
}

/** Makes the failure for something that Athena may have and the embedded AWS has not. */
export function notEmulated(what: string, where = ''): QueryFailure {
  return new QueryFailure(
    `NOT_SUPPORTED: ${where}The embedded AWS does not emulate ${what}`,
    'not-emulated',
  )
}
