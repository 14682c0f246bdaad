/**
 * Much data, with nothing in it but what structured cloning takes: a state that it is in is written
 * down without looking into it. What is in there twice is shared again when it is read; what is
 * elsewhere in the state, too, is not.
 */
export class Plain<Data> {
  readonly data: Data

  constructor(data: Data) {
    this.data = data
  }
}
