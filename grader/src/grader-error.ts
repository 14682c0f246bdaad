/** A mistake of whoever runs the grader: it names what is wrong and how to mend it, and exits 2. */
export class GraderError extends Error {
  override name = 'GraderError'
  /** What to do about it, as one sentence. */
  readonly fix: string

  constructor(message: string, options: { fix: string; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.fix = options.fix
  }
}
