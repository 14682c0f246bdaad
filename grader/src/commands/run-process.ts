import { runCommand } from './run-command.ts'

/** Runs this process's command line on a course, and resolves to the exit code. */
export function runProcess(courseRoot: string): Promise<number> {
  // Whoever writes hears of what goes wrong (`print`); an event that nobody hears would be a crash.
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
  return runCommand(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    courseRoot,
  })
}
