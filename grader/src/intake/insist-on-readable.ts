import { realpathSync, statSync } from 'node:fs'

import { GraderError } from '../grader-error.ts'
import { defaultLimits } from './limits.ts'
import { openTree } from './open-tree.ts'
import { asRefusal, UnreadableArchive } from './refusal.ts'
import { withoutPermission } from './without-permission.ts'

/**
 * Makes sure, before anything is graded, that the one path an operator named is a folder, or can be
 * opened as an archive or code. A cohort's broken archive is its student's and stops nobody; a lone
 * one would only be a table of zeros, where a download that was cut short is far more likely.
 *
 * What can be opened and is refused for what it holds, such as a bomb, is graded like any other.
 *
 * @throws {GraderError} where it cannot be opened.
 */
export async function insistOnReadable(given: string): Promise<void> {
  const path = realpathSync(given)
  if (statSync(path).isDirectory()) return
  try {
    const tree = await openTree(path, defaultLimits)
    tree.close()
  } catch (error) {
    const refusal = asRefusal(error)
    const fault = withoutPermission(given, refusal)
    if (fault !== undefined) throw fault
    if (!(refusal instanceof UnreadableArchive)) return
    throw new GraderError(`Cannot read the submission "${given}": it ${refusal.message}`, {
      fix: 'Fetch it again, or name a folder, a .zip, a .tar.gz or a file of code',
      cause: error,
    })
  }
}
