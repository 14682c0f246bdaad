interface RefusalDetails {
  status?: number
  /** Members of the exception besides its message, such as `CancellationReasons`. */
  data?: Record<string, unknown>
}

/**
 * An AWS error before it becomes the SDK's exception. The pure modules throw it, so that they need
 * no SDK; `service.ts` turns it into the SDK's own class.
 */
export class Refusal extends Error {
  readonly status: number
  readonly data: Record<string, unknown>

  constructor(name: string, message: string, details: RefusalDetails = {}) {
    super(message)
    this.name = name
    this.status = details.status ?? 400
    this.data = details.data ?? {}
  }
}

/** A `ValidationException` with AWS's text. */
export function invalid(message: string): Refusal {
  return new Refusal('ValidationException', message)
}

/** A `ValidationException` about a parameter's value, with the prefix AWS gives to most of them. */
export function invalidParameter(message: string): Refusal {
  return invalid(`One or more parameter values were invalid: ${message}`)
}

/** A `ResourceNotFoundException` with AWS's text for the item operations. */
export function notFound(message = 'Requested resource not found'): Refusal {
  return new Refusal('ResourceNotFoundException', message)
}

/** What a request gets that asks for a feature this fake does not have: never a silent success. */
export function notEmulated(feature: string): Refusal {
  const message = `The embedded AWS does not emulate "${feature}" of DynamoDB`
  return new Refusal('NotImplemented', message, { status: 501 })
}

/** Runs `step`; a refusal it throws is thrown on with another message. */
export function reworded<T>(step: () => T, reword: (message: string) => string): T {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(error.name, reword(error.message), { status: error.status, data: error.data })
  }
}
