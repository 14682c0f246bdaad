import { createHash } from 'node:crypto'
import { canonicalText } from './canonical-text.ts'
import { Refusal } from './refusal.ts'
import type { Committed } from './transaction-commit.ts'

/** For how long a `ClientRequestToken` is remembered (SDK text: 10 minutes). */
export const TOKEN_LIFETIME = 10 * 60 * 1000

/** The transactions of an account that named a `ClientRequestToken`, for as long as that counts. */
export class IdempotencyTokens {
  readonly #finished = new Map<string, Finished>()

  /**
   * What the transaction with this token did, if it has been done. Throws AWS's
   * `IdempotentParameterMismatchException` if that was another one.
   */
  finished(token: string | undefined, input: object, now: number): Committed[] | undefined {
    this.#forget(now)
    const known = token === undefined ? undefined : this.#finished.get(token)
    if (!known) return undefined
    if (known.fingerprint === fingerprint(input)) return known.committed
    const message =
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.'
    throw new Refusal('IdempotentParameterMismatchException', message, {
      data: { Message: message },
    })
  }

  /** Notes what a transaction did, if it has a token. */
  note(token: string | undefined, input: object, finished: { at: number; committed: Committed[] }) {
    if (token === undefined) return
    this.#finished.set(token, { ...finished, fingerprint: fingerprint(input) })
  }

  /** SDKs send a token with every transaction, most of which are never seen again; oldest first. */
  #forget(now: number) {
    for (const [token, { at }] of this.#finished) {
      if (now - at < TOKEN_LIFETIME) return
      this.#finished.delete(token)
    }
  }
}

interface Finished {
  at: number
  fingerprint: string
  committed: Committed[]
}

function fingerprint(input: object): string {
  return createHash('sha256').update(canonicalText(input)).digest('hex')
}
