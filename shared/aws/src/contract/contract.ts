import { afterAll, describe, vi } from 'vitest'
import { type ContractTarget, contractTargets } from './contract-targets.ts'

/** An endpoint takes its time. */
const PATIENCE_MS = 60_000

/**
 * Holds every target to the contract of a service, which is a suite of tests that speak to it
 * through the SDK alone. Tests say what AWS documents, so an endpoint that fails one is wrong, or
 * we are. A target that does not serve the service registers no test.
 */
export async function contract(
  service: string,
  tests: (target: ContractTarget) => void,
): Promise<void> {
  vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS })
  for (const open of contractTargets()) {
    const target = await open(service)
    if (!target) continue
    describe(`${service} on ${target.name}`, () => {
      afterAll(() => target.close())
      tests(target)
    })
  }
}

/**
 * Looks again until what it sees is as it must be, and returns what it saw last: resources take
 * their time to become active, and jobs to end. On the fakes it lets up to half an hour pass, at an
 * endpoint it waits for up to 20 seconds.
 */
export async function eventually<Seen>(
  target: ContractTarget,
  look: () => Promise<Seen>,
  isThere: (seen: Seen) => boolean,
): Promise<Seen> {
  const step = target.canSkipHours ? { tries: 120, ms: 15_000 } : { tries: 40, ms: 500 }
  let seen = await look()
  for (let tries = 0; tries < step.tries && !isThere(seen); tries++) {
    await target.pass(step.ms)
    seen = await look()
  }
  return seen
}
