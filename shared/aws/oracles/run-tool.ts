import { execFile } from 'node:child_process'

/** How a program ended, and what it printed. */
export interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs a program to its end, for two minutes at most. */
export function runTool(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, timeout: 120_000, maxBuffer: 64 * 2 ** 20 }
    execFile(file, [...args], options, (error, stdout, stderr) => {
      const code = error ? Number(error.code) || 1 : 0
      resolve({ code, stdout, stderr: stderr || (error?.message ?? '') })
    })
  })
}
