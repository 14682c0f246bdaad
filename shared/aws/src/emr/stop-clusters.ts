import type {
  CancelStepsInput,
  CancelStepsOutput,
  SetTerminationProtectionInput,
  TerminateJobFlowsInput,
} from '@aws-sdk/client-emr'
import { type Account, findCluster, findJobFlow, invalid, invalidRequest } from './account.ts'
import { type Cluster, isActive } from './cluster.ts'
import { cancel, proceed, terminate } from './lifecycle.ts'

/** CancelSteps, TerminateJobFlows and SetTerminationProtection. */
export function stopOperations(account: Account) {
  return {
    /** CancelSteps (SDK text): up to 256 steps, pending or running ones; the others fail to. */
    CancelSteps(input: CancelStepsInput): CancelStepsOutput {
      const cluster = findCluster(account, input.ClusterId)
      const ids = input.StepIds ?? []
      if (ids.length < 1 || ids.length > 256) {
        throw invalidRequest(account, `StepIds must have 1 to 256 entries: ${ids.length}`)
      }
      const CancelStepsInfoList = ids.map((id) => cancelStep(account, cluster, id))
      proceed(account, cluster)
      return { CancelStepsInfoList }
    },

    /** TerminateJobFlows (SDK text): up to 10 clusters; none if one of them is protected. */
    TerminateJobFlows({ JobFlowIds: ids = [] }: TerminateJobFlowsInput): object {
      if (ids.length > 10) throw invalid(account, `At most 10 JobFlowIds: ${ids.length}`)
      const clusters = ids.map((id) => findJobFlow(account, id))
      if (clusters.some(({ terminationProtected }) => terminationProtected)) {
        throw invalid(
          account,
          'Could not shut down one or more job flows since they are termination protected.',
        )
      }
      const reason = { Code: 'USER_REQUEST', Message: 'Terminated by user request' } as const
      for (const cluster of clusters) terminate(account, cluster, reason)
      return {}
    },

    /** SetTerminationProtection (SDK text). */
    SetTerminationProtection(input: SetTerminationProtectionInput): object {
      const clusters = (input.JobFlowIds ?? []).map((id) => findJobFlow(account, id))
      for (const cluster of clusters) {
        cluster.terminationProtected = input.TerminationProtected ?? false
      }
      return {}
    },
  }
}

function cancelStep(account: Account, cluster: Cluster, id: string) {
  const step = cluster.steps.find((each) => each.id === id)
  if (!step || !isActive(step)) {
    const Reason = step ? `Cannot cancel a step that is ${step.state}` : 'The step does not exist'
    return { StepId: id, Status: 'FAILED' as const, Reason }
  }
  cancel(account, step)
  return { StepId: id, Status: 'SUBMITTED' as const, Reason: '' }
}
