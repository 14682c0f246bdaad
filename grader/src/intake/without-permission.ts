import { GraderError } from '../grader-error.ts'
import { errorCode } from './refusal.ts'
import type { Refusal } from './refusal.ts'

/**
 * What to tell the operator where a submission may not be read; undefined where it is refused for
 * another reason. Whatever the student did, this is for the operator to mend, and no zero.
 */
export function withoutPermission(path: string, { cause }: Refusal): GraderError | undefined {
  if (!['EACCES', 'EPERM'].includes(errorCode(cause) ?? '')) return undefined
  return new GraderError(`Cannot read the submission "${path}"`, {
    fix: 'Let the user who runs the grader read it',
    cause,
  })
}
