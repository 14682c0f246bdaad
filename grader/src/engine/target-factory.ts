import type { VirtualClock } from '@workshop/aws/clock'
import { LocalstackTarget } from '@workshop/aws/localstack-target'
import { MockTarget } from '@workshop/aws/mock-target'
import type { Target } from '@workshop/aws/target'

/** Makes the target of one check, on that check's clock. */
export type TargetFactory = (world: {
  clock: VirtualClock
  randomHex: (bytes: number) => string
}) => Target

/** The fakes: a fresh account for every check. */
export const mockTarget: TargetFactory = (world) => new MockTarget(world)

/** An endpoint that all checks share; names that never come back keep them apart. */
export function localstackTarget(endpoint: string): TargetFactory {
  return ({ clock }) => new LocalstackTarget({ endpoint, clock })
}
