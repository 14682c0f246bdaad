/** What a command line that nobody runs would have done. */
export interface CommandOutcome {
  /** How long it takes, in milliseconds. */
  ms: number
  exitCode: number
}

/** How long a command takes that says nothing of it, in milliseconds. */
const USUAL_MS = 60_000

/**
 * Tells how a command would end, by two words of the shell anywhere in it: the last `exit <code>`
 * (otherwise 0), and the sum of all `sleep <seconds>` (otherwise a minute). So a check decides it
 * with a real command: `['sh', '-c', 'sleep 300; exit 3']`.
 */
export function outcomeOf(command: readonly string[]): CommandOutcome {
  const text = command.join(' ')
  const exits = [...text.matchAll(/(?<![\w-])exit (\d{1,3})(?!\w)/g)]
  const sleeps = [...text.matchAll(/(?<![\w-])sleep (\d+)(?!\w)/g)]
  const slept = sleeps.reduce((sum, [, seconds]) => sum + Number(seconds) * 1000, 0)
  return { ms: sleeps.length > 0 ? slept : USUAL_MS, exitCode: Number(exits.at(-1)?.[1] ?? 0) }
}
