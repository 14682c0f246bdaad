import type { Job } from './job.ts'
import { outcomeOf } from '../shell-command.ts'
import type { AttemptEnd } from './retry.ts'

const EXITED = 'Essential container in task exited'

/**
 * Tells how the next attempt of a job ends, and after how many milliseconds.
 *
 * The container's command says it (`sleep 300; exit 3`, see `outcomeOf`), or an environment
 * variable of the container, `RUN_ENDS`: how each attempt ends, separated by `|`, the last one
 * for all that follow. An end is an exit code, an exit code and a reason
 * (`137 OutOfMemoryError: Container killed due to memory usage`), or `host` for an instance that
 * goes away under the job, which leaves no exit code. `RUN_ENDS_7` is for child 7 of an array.
 */
export function attemptOutcome(job: Job): AttemptEnd & { ms: number } {
  const { ms, exitCode } = outcomeOf(job.container.command ?? [])
  const ends = variable(job, `RUN_ENDS_${job.place?.index}`) ?? variable(job, 'RUN_ENDS')
  if (ends === undefined) return { ms, exitCode, statusReason: EXITED }
  const all = ends.split('|')
  return { ms, ...endIn((all[job.attempts.length] ?? all.at(-1) ?? '').trim()) }
}

function endIn(text: string): AttemptEnd {
  if (text === 'host') {
    return { statusReason: 'Host EC2 (instance i-0123456789abcdef0) terminated.' }
  }
  const [code, ...reason] = text.split(' ')
  return {
    exitCode: Number(code) || 0,
    statusReason: EXITED,
    ...(reason.length > 0 ? { reason: reason.join(' ') } : {}),
  }
}

function variable({ container }: Job, name: string): string | undefined {
  return container.environment?.findLast((each) => each.name === name)?.value
}
