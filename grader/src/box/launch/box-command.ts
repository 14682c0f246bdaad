import { boxEnvironment } from './box-environment.ts'
import { bubblewrapArguments, MOUNTED } from './bubblewrap.ts'
import type { Budgets } from './budgets.ts'
import { NOBODY } from './nobody.ts'
import { type BoxPaths, nodeArguments } from './node-arguments.ts'
import { prlimitArguments, ulimitScript } from './resource-limits.ts'
import { seatbeltProfile } from './seatbelt.ts'
import { seccompFilter } from './seccomp-filter.ts'
import type { TierPlan } from './tier-plan.ts'

/** The descriptor on which bubblewrap reads its filter, the first one after the box's channels. */
export const FILTER_DESCRIPTOR = 5

/** A command that becomes the box. */
export interface BoxCommand {
  readonly file: string
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Where the box sees its bundle and its slot. */
  readonly inside: BoxPaths
  /** What to write to `FILTER_DESCRIPTOR`, if anything is to. */
  readonly filter?: Buffer
}

/**
 * The command that starts a box by the plan: every tool becomes the next one, so the first one's
 * process id stays the box's (under bubblewrap and unshare: the id of the box's guardian).
 *
 * `sources` are real paths outside of the box. With `only`, node gets these arguments instead.
 */
export function boxCommand(
  plan: TierPlan,
  options: {
    sources: BoxPaths
    budgets: Budgets
    packages?: readonly string[]
    only?: readonly string[]
  },
): BoxCommand {
  const { tools, machine } = plan
  const { budgets } = options
  const sources = { ...options.sources, node: plan.node }
  const inside = tools.bwrap ? MOUNTED : sources
  const environment = boxEnvironment(inside.bundle)
  const filter = tools.bwrap ? seccompFilter(machine.architecture) : undefined
  const line: string[] = []

  if (tools.prlimit) line.push(tools.prlimit, ...prlimitArguments(budgets))
  if (tools.setpriv) line.push(tools.setpriv, ...setprivArguments(machine.root))
  if (tools.bwrap) {
    line.push(
      tools.bwrap,
      ...bubblewrapArguments({
        sources,
        libraries: plan.libraries,
        environment,
        ...(filter ? { filterDescriptor: FILTER_DESCRIPTOR } : {}),
      }),
    )
  }
  if (tools.unshare) line.push(tools.unshare, ...UNSHARE_ARGUMENTS)
  if (machine.platform === 'darwin') {
    // The shell adds to the environment; env takes it away again.
    line.push('/bin/sh', '-c', ulimitScript(budgets), 'sh', '/usr/bin/env', '-i')
    line.push(...Object.entries(environment).map(([name, value]) => `${name}=${value}`))
  }
  if (tools.sandboxExec) line.push(tools.sandboxExec, '-p', seatbeltProfile(sources))

  line.push(inside.node)
  line.push(
    ...(options.only ??
      nodeArguments(inside, {
        memoryMb: budgets.memoryMb,
        readOnlyMounts: tools.bwrap !== undefined,
        packages: options.packages ?? [],
      })),
  )

  const [file, ...args] = line as [string, ...string[]]
  return {
    file,
    args,
    environment,
    inside: { bundle: inside.bundle, slot: inside.slot },
    ...(filter ? { filter } : {}),
  }
}

function setprivArguments(root: boolean): string[] {
  const user = ['--reuid', String(NOBODY), '--regid', String(NOBODY), '--clear-groups']
  return [...(root ? user : []), '--no-new-privs', '--pdeathsig', 'KILL']
}

const UNSHARE_ARGUMENTS =
  '--user --pid --net --ipc --uts --cgroup --mount-proc --fork --kill-child --'.split(' ')
