/** A change of `UpdateTable` that has been checked: what happens at once, and what when it is done. */
export interface Change {
  indexWork?: boolean
  start?: () => void
  /** `at` is the moment at which the change is done. */
  finish: (at: number) => void
}
