import { maybeRunningCheck } from '@workshop/testkit/running-check'

let installed = false

/**
 * Keeps the grader alive when a promise that a check made fails while nobody awaits it: a candidate
 * decides when its calls fail, and so could end the grader. What the check awaits decides about the
 * check. Any other rejection that nobody handles is a bug, and ends the process as ever.
 */
export function surviveStrayRejections(): void {
  if (installed) return
  installed = true
  process.on('unhandledRejection', (reason) => {
    // The context is that of the promise, whoever rejected it.
    if (maybeRunningCheck() === undefined) throw reason
  })
}
