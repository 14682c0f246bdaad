import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What one run of a command took: seconds of wall time, and of CPU with all its children. */
export interface Cost {
  wall: number
  cpu: number
}

/** Runs a command as a whole process. Throws if it exits with a code that is not expected. */
export function measure(
  command: readonly string[],
  options: { cwd: string; env?: Record<string, string>; codes?: readonly number[] },
): Cost {
  const { cwd, env = {}, codes = [0] } = options
  const folder = mkdtempSync(path.join(tmpdir(), 'workshop-bench-'))
  const times = path.join(folder, 'times')
  try {
    // bash's `time` counts every descendant that was waited for, boxes included.
    const script = `TIMEFORMAT='%R %U %S'; { time "$@" 2>&3; } 3>&2 2>"$TIMES"`
    const run = spawnSync('bash', ['-c', script, 'bash', ...command], {
      cwd,
      env: { ...process.env, ...env, TIMES: times },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
    if (!codes.includes(run.status ?? -1)) {
      throw new Error(
        `${command.join(' ')} exited with ${run.status}:\n${run.stdout}\n${run.stderr}`,
      )
    }
    const [wall = 0, user = 0, system = 0] = readFileSync(times, 'utf8')
      .trim()
      .split(/\s+/)
      .map(Number)
    return { wall, cpu: user + system }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The middle of some numbers. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]!
}

/**
 * Runs arms in turn (A B C A B C …), so that a machine whose speed drifts treats them alike, and
 * gives the median cost of each.
 */
export function inTurn<Name extends string>(
  arms: Record<Name, () => Cost>,
  rounds: number,
): Record<Name, Cost> {
  const names = Object.keys(arms) as Name[]
  const costs = new Map<Name, Cost[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const name of names) costs.get(name)!.push(arms[name]())
  }
  return Object.fromEntries(
    names.map((name) => {
      const runs = costs.get(name)!
      return [
        name,
        { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) },
      ]
    }),
  ) as Record<Name, Cost>
}
