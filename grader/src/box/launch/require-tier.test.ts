import { describe, expect, test } from 'vitest'
import { GraderError } from '../../grader-error.ts'
import { type IsolationTools, type Machine, tierOf } from './isolation.ts'
import { requireTier } from './require-tier.ts'
import type { TierPlan } from './tier-plan.ts'

const linux: Machine = { platform: 'linux', architecture: 'x64', root: false }

describe('requireTier', () => {
  test.each(['full', 'partial', 'minimal'] as const)('accepts the full tier for %s', (min) => {
    const tools = { bwrap: '/usr/bin/bwrap', prlimit: '/usr/bin/prlimit' }
    expect(() => requireTier(plan(tools), min)).not.toThrow()
  })

  test('refuses a tier below the required one and says what it lacks', () => {
    const error = refusalOf(plan({ prlimit: '/usr/bin/prlimit', setpriv: '/usr/bin/setpriv' }))
    expect(error.message).toMatch(
      /^Isolation on this machine is "partial", below the required "full": /,
    )
    expect(error.message).toContain('no seccomp filter')
  })

  const remedies: [string, TierPlan, RegExp][] = [
    ['to install bubblewrap', plan({ prlimit: '/usr/bin/prlimit' }), /Install bubblewrap/],
    [
      'to mend a bubblewrap that does not start',
      { ...plan({}), refusal: 'bwrap: setting up uid map: Permission denied' },
      /"bwrap: setting up uid map: Permission denied".*apparmor_restrict_unprivileged_userns/,
    ],
    ['to install prlimit', plan({ bwrap: '/usr/bin/bwrap' }), /util-linux/],
    ['to grade elsewhere than on Windows', plan({}, { ...linux, platform: 'win32' }), /WSL 2/],
  ]

  test.each(remedies)('advises %s', (_, tried, advice) => {
    expect(refusalOf(tried).fix).toMatch(advice)
  })
})

function plan(tools: IsolationTools, machine = linux): TierPlan {
  return {
    tier: tierOf(tools, machine),
    machine,
    tools,
    node: '/usr/bin/node',
    libraries: [],
    leakingDescriptors: [],
  }
}

function refusalOf(tried: TierPlan): GraderError {
  try {
    requireTier(tried, 'full')
  } catch (error) {
    if (error instanceof GraderError) return error
    throw error
  }
  throw new Error('The tier was accepted')
}
