import { GraderError } from '../grader-error.ts'
import type { CommandWorld } from './run-command.ts'

/**
 * Writes to stdout and waits until it is written. A reader that has gone, as `head` does, is no
 * trouble. Throws a `GraderError` for any other, such as a full disk.
 */
export async function print({ stdout }: Pick<CommandWorld, 'stdout'>, text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | null | undefined>()
  stdout.write(text, resolve)
  const error = await promise
  if (!error || error.code === 'EPIPE') return
  throw new GraderError(`Cannot write to stdout: ${error.message}`, {
    fix: 'Make room where the output goes, and run again: results are kept and not graded twice',
    cause: error,
  })
}
