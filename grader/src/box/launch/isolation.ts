import type { Tier } from '../../result.ts'
import { type Guarantee, lacksOf } from './guarantees.ts'
import { seccompFilter } from './seccomp-filter.ts'

/** The machine that boxes are started on. */
export interface Machine {
  readonly platform: NodeJS.Platform
  /** As in `process.arch`. */
  readonly architecture: string
  /** Whether the grader runs as root. */
  readonly root: boolean
}

/** The programs that isolate a box, as absolute paths; what is not there is not used. */
export interface IsolationTools {
  readonly bwrap?: string
  readonly unshare?: string
  readonly prlimit?: string
  readonly setpriv?: string
  readonly sandboxExec?: string
}

/** What a box promises when these tools, and no others, start it on this machine. */
export function guaranteesOf(tools: IsolationTools, machine: Machine): Set<Guarantee> {
  const guarantees = new Set<Guarantee>()
  const promise = (condition: unknown, ...promised: Guarantee[]) => {
    if (condition) for (const guarantee of promised) guarantees.add(guarantee)
  }
  const linux = machine.platform === 'linux'
  const darwin = machine.platform === 'darwin'

  promise(tools.bwrap, 'files', 'network', 'signals', 'descendants', 'orphans', 'privileges')
  promise(tools.bwrap && seccompFilter(machine.architecture), 'syscalls')
  promise(tools.unshare, 'network', 'signals', 'descendants')
  promise(tools.setpriv, 'privileges', 'orphans')
  promise(tools.setpriv || !machine.root, 'user')
  promise(tools.setpriv && machine.root, 'signals')
  promise(tools.prlimit, 'limits', 'allocations')
  promise(tools.sandboxExec, 'files', 'network', 'signals', 'descendants')
  promise(darwin, 'limits')
  promise(linux || darwin, 'memory')
  return guarantees
}

/** The tier that these tools make: `minimal` where no tool isolates, `full` where nothing lacks. */
export function tierOf(tools: IsolationTools, machine: Machine): Tier {
  const lacks = lacksOf(guaranteesOf(tools, machine))
  if (lacks.length === 0) return { name: 'full', lacks }
  return { name: Object.keys(tools).length > 0 ? 'partial' : 'minimal', lacks }
}

/**
 * The sets of tools worth trying, strongest first and ending with none, drawn from those that are
 * installed and leading at most to the given tier.
 */
export function candidates(installed: IsolationTools, atMost: Tier['name']): IsolationTools[] {
  if (atMost === 'minimal') return [{}]
  const walls: IsolationTools[] = [
    ...(atMost === 'full' ? [pick(installed, ['bwrap'])] : []),
    pick(installed, ['unshare']),
    pick(installed, ['sandboxExec']),
    {},
  ]
  const guards: IsolationTools[] = [
    pick(installed, ['prlimit', 'setpriv']),
    pick(installed, ['prlimit']),
    pick(installed, ['setpriv']),
    {},
  ]
  const all = walls
    .filter((wall, index) => Object.keys(wall).length > 0 || index === walls.length - 1)
    .flatMap((wall) => guards.map((guard) => ({ ...guard, ...wall })))
  return [...new Map(all.map((tools) => [Object.keys(tools).sort().join(), tools])).values()]
}

function pick(tools: IsolationTools, names: (keyof IsolationTools)[]): IsolationTools {
  return Object.fromEntries(
    names.filter((name) => tools[name] !== undefined).map((name) => [name, tools[name]]),
  )
}
