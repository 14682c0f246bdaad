import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'

/** What one run of a command took: seconds of wall time, and of CPU with all its children. */
export interface Cost {
  wall: number
  cpu: number
}

/**
 * Runs a command as a whole process. Throws if it exits with a code that is not expected.
 *
 * CPU is what the whole machine spent meanwhile: a box is killed at its end, and what a killed
 * process spent is credited to nobody who waits for it. So the machine must be quiet.
 */
export function measure(
  command: readonly string[],
  options: { cwd: string; env?: Record<string, string>; codes?: readonly number[] },
): Cost {
  const { cwd, env = {}, codes = [0] } = options
  const [file, ...args] = command
  const started = performance.now()
  const spentBefore = spentByMachine()
  const run = spawnSync(file!, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const cpu = spentByMachine() - spentBefore
  const wall = (performance.now() - started) / 1_000
  if (codes.includes(run.status ?? -1)) return { wall, cpu }
  throw new Error(`${command.join(' ')} exited with ${run.status}:\n${run.stdout}\n${run.stderr}`)
}

/** Seconds of CPU since the machine was started. */
function spentByMachine(): number {
  const milliseconds = cpus().reduce(
    (sum, { times: { user, nice, sys, irq } }) => sum + user + nice + sys + irq,
    0,
  )
  return milliseconds / 1_000
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
export function inTurn<Arms extends Record<string, () => Cost>>(
  arms: Arms,
  rounds: number,
): { [Name in keyof Arms]: Cost } {
  const costs = new Map<string, Cost[]>(Object.keys(arms).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, runs] of costs) runs.push(arms[name]!())
  }
  const middles = Array.from(costs, ([name, runs]) => [
    name,
    { wall: median(runs.map(({ wall }) => wall)), cpu: median(runs.map(({ cpu }) => cpu)) },
  ])
  return Object.fromEntries(middles) as { [Name in keyof Arms]: Cost }
}
