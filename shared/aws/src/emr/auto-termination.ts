import type {
  AutoTerminationPolicy,
  GetAutoTerminationPolicyInput,
  GetAutoTerminationPolicyOutput,
  PutAutoTerminationPolicyInput,
  RemoveAutoTerminationPolicyInput,
} from '@aws-sdk/client-emr'
import { type Account, findCluster, invalid } from './account.ts'
import { proceed } from './lifecycle.ts'

/** Put-, Get- and RemoveAutoTerminationPolicy. */
export function autoTerminationOperations(account: Account) {
  return {
    /** PutAutoTerminationPolicy (SDK text). A cluster that waits begins to count anew. */
    PutAutoTerminationPolicy(input: PutAutoTerminationPolicyInput): object {
      const cluster = findCluster(account, input.ClusterId)
      cluster.autoTermination = checkIdleTimeout(account, input.AutoTerminationPolicy ?? {})
      proceed(account, cluster)
      return {}
    },

    /** GetAutoTerminationPolicy (SDK text). */
    GetAutoTerminationPolicy(input: GetAutoTerminationPolicyInput): GetAutoTerminationPolicyOutput {
      const { autoTermination } = findCluster(account, input.ClusterId)
      return autoTermination ? { AutoTerminationPolicy: { ...autoTermination } } : {}
    },

    /** RemoveAutoTerminationPolicy (SDK text). */
    RemoveAutoTerminationPolicy(input: RemoveAutoTerminationPolicyInput): object {
      const cluster = findCluster(account, input.ClusterId)
      cluster.autoTermination = undefined
      proceed(account, cluster)
      return {}
    },
  }
}

/** Checks an idle timeout: 60 seconds to 7 days (SDK text, AutoTerminationPolicy). */
export function checkIdleTimeout(
  account: Account,
  { IdleTimeout = NaN }: AutoTerminationPolicy,
): AutoTerminationPolicy {
  if (IdleTimeout >= 60 && IdleTimeout <= 604_800) return { IdleTimeout }
  throw invalid(account, `IdleTimeout must be between 60 and 604800 seconds: ${IdleTimeout}`)
}
