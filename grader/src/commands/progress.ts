import { formatPoints } from '../reporters/points.ts'
import { printable } from '../reporters/printable.ts'
import type { SubmissionReport } from '../result.ts'
import type { CommandWorld } from './run-command.ts'

/** Shows how far a cohort is: on a terminal one line that changes, elsewhere a line a submission. */
export function showProgress(
  total: number,
  { stderr, env }: Pick<CommandWorld, 'stderr' | 'env'>,
): { advance(report: SubmissionReport): void; end(): void } {
  let done = 0
  const started = performance.now()
  const rewrites = stderr.isTTY && env['TERM'] !== 'dumb'
  return {
    advance({ submission, points, maxPoints }) {
      done++
      const left = ((performance.now() - started) / done) * (total - done)
      const eta = done < total ? `, about ${Math.ceil(left / 1_000)} s left` : ''
      const name = printable(submission, 40)
      const line = `${done}/${total}  ${name}  ${formatPoints(points)}/${formatPoints(maxPoints)}${eta}`
      stderr.write(rewrites ? `\r\u001B[K${line}` : `${line}\n`)
    },
    end() {
      if (rewrites) stderr.write('\r\u001B[K')
    },
  }
}
