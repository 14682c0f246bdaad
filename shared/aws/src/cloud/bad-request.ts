/** A request to a control endpoint that cannot be carried out as it stands. */
export class BadRequest extends Error {
  override name = 'BadRequest'
}
