import { createHash } from 'node:crypto'
import { Plain } from '../plain.ts'
import { canonicalText } from './canonical-text.ts'
import { Refusal } from './refusal.ts'
import type { Item } from './attribute-value.ts'

/** For how long a `ClientRequestToken` is remembered (SDK text: 10 minutes). */
export const TOKEN_LIFETIME = 10 * 60 * 1000

/** What there is to tell of a write of a transaction that was done. */
export interface DoneWrite {
  tableName: string
  /** What names its item collection. */
  collection: Readonly<Item>
  /** Bytes of the item after the write; of the one before, if it was deleted. */
  size: number
}

/** The transactions of an account that named a `ClientRequestToken`, for as long as that counts. */
export class IdempotencyTokens {
  readonly #finished: Map<string, Finished>

  constructor(finished = new Map<string, Finished>()) {
    this.#finished = finished
  }

  /** Tokens as `toData` described them. */
  static from(data: ReturnType<IdempotencyTokens['toData']>): IdempotencyTokens {
    return new IdempotencyTokens(data.finished.data)
  }

  /** All there is to know about them. */
  toData(): { finished: Plain<Map<string, Finished>> } {
    return { finished: new Plain(this.#finished) }
  }

  /**
   * What the transaction with this token did, if it has been done. Throws AWS's
   * `IdempotentParameterMismatchException` if that was another one.
   */
  finished(token: string | undefined, input: object, now: number): DoneWrite[] | undefined {
    this.#forget(now)
    const known = token === undefined ? undefined : this.#finished.get(token)
    if (!known) return undefined
    if (known.fingerprint === fingerprint(input)) return known.writes
    const message =
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.'
    throw new Refusal('IdempotentParameterMismatchException', message, {
      data: { Message: message },
    })
  }

  /** Notes what a transaction did, if it has a token. */
  note(token: string | undefined, input: object, finished: { at: number; writes: DoneWrite[] }) {
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
  writes: DoneWrite[]
}

function fingerprint(input: object): string {
  return createHash('sha256').update(canonicalText(input)).digest('hex')
}
