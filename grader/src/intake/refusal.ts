/**
 * Why a file, a folder or a whole submission is not read: data about the submission, never a
 * mistake of the operator's. The message completes a sentence that begins with the quoted path.
 */
export class Refusal extends Error {
  override name = 'Refusal'
}

/**
 * Why a whole file is no submission: a damaged archive, or something else than an archive or code.
 * In a cohort that is data as well; where it is all that an operator named, the mistake is theirs.
 */
export class UnreadableArchive extends Refusal {}

const reasons: Record<string, string> = {
  EACCES: 'cannot be read: permission denied',
  ELOOP: 'is a symbolic link',
  EMLINK: 'is a symbolic link',
  ENAMETOOLONG: 'has a path that is too long',
  ENOENT: 'changed while it was being read',
  ENOTDIR: 'is a symbolic link, or changed while it was being read',
  ENXIO: 'is a socket or a device',
  EPERM: 'cannot be read: permission denied',
}

/**
 * Turns an error met while reading a submission into a Refusal, where the submission is its cause.
 *
 * @throws the error itself otherwise: a full disk or too many open files is no student's doing.
 */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const reason = reasons[errorCode(error) ?? '']
  if (reason === undefined) throw error
  return new Refusal(reason, { cause: error })
}

/** The code of a system error, as in `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}
