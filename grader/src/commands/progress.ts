import type { CommandWorld } from './run-command.ts'

/** Shows how far a long run is. */
export interface Progress {
  /** Says that one more is done; `what` is printable. */
  advance(what: string): void
  end(): void
}

/**
 * Progress on stderr: on a terminal one line that changes, elsewhere a line for each that is done.
 * Until the first is done, the line on a terminal counts seconds.
 */
export function showProgress(
  total: number,
  { stderr, env }: Pick<CommandWorld, 'stderr' | 'env'>,
): Progress {
  let done = 0
  const started = performance.now()
  const rewrites = stderr.isTTY && env['TERM'] !== 'dumb'
  const show = (line: string) => stderr.write(rewrites ? `\r\u001B[K${line}` : `${line}\n`)
  const wait = () => show(`0/${total}  ${Math.round((performance.now() - started) / 1_000)} s`)
  const waiting = rewrites ? setInterval(wait, 1_000) : undefined
  waiting?.unref()
  return {
    advance(what) {
      clearInterval(waiting)
      done++
      const left = ((performance.now() - started) / done) * (total - done)
      const eta = done < total ? `, about ${Math.ceil(left / 1_000)} s left` : ''
      show(`${done}/${total}  ${what}${eta}`)
    },
    end() {
      clearInterval(waiting)
      if (rewrites) stderr.write('\r\u001B[K')
    },
  }
}
