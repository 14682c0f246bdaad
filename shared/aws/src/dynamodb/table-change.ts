import type { Step } from './table-transition.ts'

/** A change of `UpdateTable` that has been checked: what happens at once, and what when it is done. */
export interface Change {
  indexWork?: boolean
  start?: () => void
  finish: Step
}
