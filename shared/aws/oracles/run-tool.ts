import { execFile } from 'node:child_process'

/** How a program ended, and what it printed. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs a program to its end, for some minutes at most (default 3). */
export function runTool(
  file: string,
  args: readonly string[],
  { env, minutes = 3 }: { env: Readonly<Record<string, string | undefined>>; minutes?: number },
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, timeout: minutes * 60_000, maxBuffer: 64 * 2 ** 20 }
    execFile(file, [...args], options, (error, stdout, stderr) => {
      const code = error ? Number(error.code) || 1 : 0
      resolve({ code, stdout, stderr: stderr || (error?.message ?? '') })
    })
  })
}
