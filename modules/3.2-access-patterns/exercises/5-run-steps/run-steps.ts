import type { EMRClient, StepConfig } from '@aws-sdk/client-emr'

export interface Deps {
  client: EMRClient
  sleep(ms: number): Promise<void>
}

export interface StepOutcome {
  name: string
  stepId: string | undefined
  outcome: 'completed' | 'failed' | 'skipped'
}

/** The cluster takes no steps any more. */
export class ClusterGone extends Error {
  override name = 'ClusterGone'
}

/** What the steps compute would be lost with the cluster. */
export class LostOutput extends Error {
  override name = 'LostOutput'
}

/** A step has more text than EMR takes. */
export class StepTooLong extends Error {
  override name = 'StepTooLong'
}

/** Runs steps on a cluster; resolves to how each ended. */
export async function runSteps(
  clusterId: string,
  steps: StepConfig[],
  deps: Deps,
): Promise<StepOutcome[]> {
  throw new Error('Not written yet')
}
