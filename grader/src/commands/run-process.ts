import type { CommandWorld } from './run-command.ts'

/** Runs this process's command line on a course with a program, and resolves to the exit code. */
export function runProcess(
  courseRoot: string,
  run: (args: string[], world: CommandWorld) => Promise<number>,
): Promise<number> {
  // Whoever writes hears of what goes wrong (`print`); an event that nobody hears would be a crash.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  return run(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    courseRoot,
  })
}
