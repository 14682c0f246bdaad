import { MockTarget } from '@workshop/aws/mock-target'
import { prepareCheck } from './check-context.ts'

/** The world of one check on the fakes, for tests of this package. */
export function freshCheck(seed = 17) {
  return prepareCheck({ seed, target: (world) => new MockTarget(world) })
}
