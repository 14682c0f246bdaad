import { GraderError } from '../../grader-error.ts'
import type { Tier } from '../../result.ts'
import type { TierPlan } from './tier-plan.ts'

const STRENGTH: Readonly<Record<Tier['name'], number>> = { minimal: 0, partial: 1, full: 2 }

/** Throws a `GraderError` that says what to install or to allow when the plan's tier is below `min`. */
export function requireTier(plan: TierPlan, min: Tier['name']): void {
  const { name, lacks } = plan.tier
  if (STRENGTH[name] >= STRENGTH[min]) return
  throw new GraderError(
    `Isolation on this machine is "${name}", below the required "${min}": ${lacks.join('; ')}`,
    { fix: `${remedy(plan)}, or accept less with --min-tier ${name}` },
  )
}

function remedy({ machine, tools, refusal }: TierPlan): string {
  if (machine.platform !== 'linux') return 'Grade on Linux, in a Linux container or in WSL 2'
  if (refusal !== undefined) {
    return `Mend what keeps the isolation from starting ("${refusal}"): on Ubuntu allow user namespaces with "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0", in a container with "--security-opt seccomp=unconfined"; as root, keep the grader where the user "nobody" can read it`
  }
  if (!tools.bwrap) return 'Install bubblewrap, as with "sudo apt-get install bubblewrap"'
  if (!tools.prlimit || !tools.setpriv) return 'Install util-linux, which has prlimit and setpriv'
  return 'Grade on x64 or arm64'
}
