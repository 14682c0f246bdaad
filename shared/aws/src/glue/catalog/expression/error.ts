/** Says why a partition expression cannot be used, with the name of AWS's exception. */
export class ExpressionError extends Error {
  override name = 'ExpressionError'
  readonly exception: 'InvalidInputException' | 'InvalidStateException'

  constructor(message: string, exception: ExpressionError['exception'] = 'InvalidInputException') {
    super(message)
    this.exception = exception
  }
}
