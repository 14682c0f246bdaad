import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { boxCommand } from '../box-command.ts'
import type { BoxProcess } from '../box-process.ts'
import { type Budgets, DEFAULT_BUDGETS } from '../budgets.ts'
import { detectTier } from '../detect-tier.ts'
import { guaranteesOf } from '../isolation.ts'
import { launchBox } from '../launch-box.ts'
import { RunningBox } from '../running-box.ts'
import { type SpawnedBox, spawnBox } from '../spawn-box.ts'
import type { TierPlan } from '../tier-plan.ts'
import type { Attack, Stopper } from './attacks.ts'
import type { HostileWorld } from './hostile-world.ts'

/** A way to run untrusted code, and what stops it there. */
export interface Surroundings {
  readonly plan: TierPlan
  readonly stoppers: ReadonlySet<Stopper>
  start(world: HostileWorld, code: string, budgets: Budgets): BoxProcess
}

/** A box as the grader starts it. */
export function inBox(plan: TierPlan): Surroundings {
  return {
    plan,
    stoppers: new Set<Stopper>(['launch', 'node', ...guaranteesOf(plan.tools, plan.machine)]),
    start: (world, code, budgets) =>
      launchBox({
        tier: plan,
        bundle: world.bundle(code, { inside: insideOf(plan) }),
        slot: world.slot,
        ...budgets,
      }),
  }
}

/** A box whose node has lost all of its own locks, so that only the other layers stand. */
export function inBoxWithoutNodesLocks(plan: TierPlan): Surroundings {
  return {
    plan,
    stoppers: new Set<Stopper>(['launch', ...guaranteesOf(plan.tools, plan.machine)]),
    start: (world, code, budgets) => {
      const bundle = world.bundle(code, { inside: insideOf(plan) })
      const command = boxCommand(plan, { sources: { bundle, slot: world.slot }, budgets })
      const args = command.args.filter((argument) => !NODES_LOCKS.test(argument))
      return watch(spawnBox(plan, { ...command, args }), plan, budgets)
    },
  }
}

/** Plain node with the grader's environment and an open file: every attack succeeds here. */
export async function unprotected(): Promise<Surroundings> {
  const plan = await detectTier('minimal')
  return {
    plan,
    stoppers: new Set(),
    start: (world, code, budgets) => {
      const bundle = world.bundle(code, { inside: null })
      const file = openSync(world.secretFile, 'r')
      const { pipe, ignore } = { pipe: 'pipe', ignore: 'ignore' } as const
      const child = spawn(plan.node, [`${bundle}/box.mjs`, world.slot], {
        stdio: [ignore, pipe, pipe, pipe, pipe, file],
        detached: true,
      })
      closeSync(file)
      return watch(child as unknown as SpawnedBox, plan, budgets)
    },
  }
}

/** What became of an attack. */
export interface Outcome {
  readonly succeeded: boolean
  /** The attacker's evidence, or what it was told. */
  readonly told: unknown
}

/** Runs the attack there, and looks from outside whether it succeeded. */
export async function attempt(
  attack: Attack,
  { world, surroundings }: { world: HostileWorld; surroundings: Surroundings },
): Promise<Outcome> {
  const box = surroundings.start(world, `${GIVE_UP}; ${attack.code}`, DEFAULT_BUDGETS)
  try {
    const answer = await firstAnswer(box)
    const evidence = 'evidence' in answer ? answer.evidence : undefined
    const succeeded = await (attack.confirm?.(world, evidence) ?? evidence !== undefined)
    return { succeeded, told: answer }
  } finally {
    await box.kill()
  }
}

/** What the attack's code reported, or how its process ended before it did. */
export async function firstAnswer(
  box: BoxProcess,
): Promise<{ evidence: unknown } | { refusal: string }> {
  const ended = box.ended.then(({ code, signal }) => ({
    refusal: `ended with ${signal ?? code}: ${box.output.stderr.slice(0, 500)}`,
  }))
  const answered = once(box.channel, 'data').then(([data]) => JSON.parse(String(data)))
  // A channel that closes without data leaves the last word to the end of the process.
  return Promise.race([answered.catch(() => ended), ended])
}

/** An attack that waits for an answer nobody gives has not succeeded. */
const GIVE_UP = `setTimeout(() => report({ refusal: 'nothing happened' }), 2000)`

const NODES_LOCKS =
  /^--(permission|allow-fs-\w+=.*|no-experimental-sqlite|disable-sigusr1|max-old-space-size=.*)$/

function insideOf(plan: TierPlan) {
  const sources = { bundle: '', slot: '' }
  const { inside } = boxCommand(plan, { sources, budgets: DEFAULT_BUDGETS })
  return plan.tools.bwrap ? inside : null
}

function watch(child: SpawnedBox, plan: TierPlan, budgets: Budgets): BoxProcess {
  const { pid } = child
  if (pid === undefined) throw new Error('The process was not started')
  return new RunningBox(Object.assign(child, { pid }), {
    inside: { bundle: '', slot: '' },
    budgets,
    platform: plan.machine.platform,
    guarded: (plan.tools.bwrap ?? plan.tools.unshare) !== undefined,
  })
}
