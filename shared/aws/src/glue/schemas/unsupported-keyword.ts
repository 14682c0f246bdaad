/** Thrown when JSON schemas differ in a keyword that cannot be compared. */
export class UnsupportedKeyword extends Error {
  override name = 'UnsupportedKeyword'
  readonly keyword: string

  constructor(keyword: string) {
    super(`Cannot compare JSON schemas with "${keyword}"`)
    this.keyword = keyword
  }
}
