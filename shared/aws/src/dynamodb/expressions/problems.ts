import { invalid, Refusal } from '../refusal.ts'

/**
 * The mistakes found in one expression. DynamoDB reports one: of the first kind in its order of
 * kinds, the first in the text.
 */
export class Problems<Kind extends string> {
  readonly #order: readonly Kind[]
  readonly #messages = new Map<Kind, string>()

  constructor(order: readonly Kind[]) {
    this.#order = order
  }

  /** Notes a problem, if there is one. */
  note(kind: Kind, message: string | undefined): void {
    if (message !== undefined && !this.#messages.has(kind)) this.#messages.set(kind, message)
  }

  /** Runs `step`; what it refuses becomes a problem, and it has no result. */
  attempt<T>(kind: Kind, step: () => T): T | undefined {
    try {
      return step()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.note(kind, error.message)
      return undefined
    }
  }

  /** The message that DynamoDB would give, if there is any problem. */
  get first(): string | undefined {
    for (const kind of this.#order) {
      const message = this.#messages.get(kind)
      if (message !== undefined) return message
    }
    return undefined
  }

  throwFirst(): void {
    if (this.first !== undefined) throw invalid(this.first)
  }
}
