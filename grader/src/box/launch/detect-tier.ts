import { realpathSync } from 'node:fs'
import type { Tier } from '../../result.ts'
import { boxCommand, FILTER_DESCRIPTOR } from './box-command.ts'
import { DEFAULT_BUDGETS } from './budgets.ts'
import { installedTools } from './installed-tools.ts'
import { candidates, type IsolationTools, type Machine, tierOf } from './isolation.ts'
import { leakingDescriptors } from './leaking-descriptors.ts'
import { sharedLibraries } from './shared-libraries.ts'
import { spawnBox } from './spawn-box.ts'
import type { TierPlan } from './tier-plan.ts'

const found = new Map<Tier['name'], Promise<TierPlan>>()

/**
 * The strongest way to start boxes that works here, at most of the given tier. It is found by really
 * starting node through the tools that are installed, once; later calls get the same answer.
 */
export function detectTier(atMost: Tier['name'] = 'full'): Promise<TierPlan> {
  const known = found.get(atMost) ?? detect(atMost)
  found.set(atMost, known)
  return known
}

async function detect(atMost: Tier['name']): Promise<TierPlan> {
  const machine: Machine = {
    platform: process.platform,
    architecture: process.arch,
    root: process.getuid?.() === 0,
  }
  const installed = installedTools(machine.platform, process.env['PATH'] ?? '')
  const node = realpathSync(process.execPath)
  const libraries = installed.bwrap ? await sharedLibraries(node) : []
  const plan = (tools: IsolationTools): TierPlan => ({
    tier: tierOf(tools, machine),
    machine,
    tools,
    node,
    libraries,
    leakingDescriptors: leakingDescriptors(FILTER_DESCRIPTOR - 1),
  })

  let refusal: string | undefined
  for (const tools of candidates(installed, atMost)) {
    const tried = plan(tools)
    const answer = await tryNode(tried)
    if (answer === undefined) return refusal === undefined ? tried : { ...tried, refusal }
    refusal ??= answer
  }
  throw new Error(`Node does not start as a child process: ${refusal ?? ''}`)
}

/**
 * Starts the plan's node to print its version, with this folder in the place of bundle and slot, so
 * that a grader which the user nobody cannot read is found out. Undefined when it did; else why not.
 */
async function tryNode(plan: TierPlan): Promise<string | undefined> {
  const here = import.meta.dirname
  const command = boxCommand(plan, {
    sources: { bundle: here, slot: here },
    budgets: DEFAULT_BUDGETS,
    only: ['--version'],
  })
  const child = spawnBox(plan, command)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const { promise, resolve } = Promise.withResolvers<string>()
  child.on('error', (error) => resolve(error.message))
  child.on('close', (code) => resolve(stderr.trim().split('\n')[0] || `exit code ${code}`))
  const ending = await promise
  return stdout.trim() === process.version ? undefined : ending
}
