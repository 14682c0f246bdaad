import { realpathSync } from 'node:fs'
import { GraderError } from '../../grader-error.ts'
import { boxCommand } from './box-command.ts'
import type { BoxProcess } from './box-process.ts'
import { type Budgets, DEFAULT_BUDGETS } from './budgets.ts'
import { RunningBox } from './running-box.ts'
import { spawnBox } from './spawn-box.ts'
import type { TierPlan } from './tier-plan.ts'

export interface LaunchOptions extends Partial<Budgets> {
  /** From `detectTier`. */
  readonly tier: TierPlan
  /** A trusted directory with the entry `box.mjs`; the box reads it and cannot write it. */
  readonly bundle: string
  /** A directory, usually empty, that the host may fill later; the box reads it and cannot write it. */
  readonly slot: string
  /** SDK packages to load ahead, since the candidates to come may import them. */
  readonly packages?: readonly string[]
}

/**
 * Starts `box.mjs` of the bundle as an untrusted process, with the slot's path as its argument, and
 * the packages behind it.
 * Throws a `GraderError` when the operating system starts no process.
 */
export function launchBox(options: LaunchOptions): BoxProcess {
  const { tier: plan } = options
  const budgets: Budgets = {
    memoryMb: options.memoryMb ?? DEFAULT_BUDGETS.memoryMb,
    cpuSeconds: options.cpuSeconds ?? DEFAULT_BUDGETS.cpuSeconds,
    outputBytes: options.outputBytes ?? DEFAULT_BUDGETS.outputBytes,
  }
  const sources = { bundle: realpathSync(options.bundle), slot: realpathSync(options.slot) }
  const { packages = [] } = options
  const command = boxCommand(plan, { sources, budgets, packages })
  const child = spawnBox(plan, command)
  const { pid } = child
  if (pid === undefined) {
    child.on('error', () => {})
    throw new GraderError(`The box does not start: "${command.file}" cannot be executed`, {
      fix: 'Check that the program is there and that open files and processes are not at their limits',
    })
  }
  return new RunningBox(Object.assign(child, { pid }), {
    inside: command.inside,
    budgets,
    platform: plan.machine.platform,
    guarded: (plan.tools.bwrap ?? plan.tools.unshare) !== undefined,
  })
}
