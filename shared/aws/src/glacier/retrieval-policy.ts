import type {
  DataRetrievalPolicy,
  GetDataRetrievalPolicyInput,
  GetDataRetrievalPolicyOutput,
  SetDataRetrievalPolicyInput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, type RetrievalPolicy } from './account.ts'
import { invalid, requireMember } from './constraints.ts'
import { spanOf } from './describe-jobs.ts'
import { type ArchiveJob, HOUR } from './vault.ts'

/** SetDataRetrievalPolicy and GetDataRetrievalPolicy. */
export function retrievalPolicyOperations(account: Account) {
  return {
    /** SetDataRetrievalPolicy (SDK text): exactly one rule. Jobs in progress go on. */
    SetDataRetrievalPolicy(input: Input<SetDataRetrievalPolicyInput>): object {
      account.retrievalPolicy = parsePolicy(
        account,
        requireMember(account, ['Policy', input.Policy]),
      )
      return {}
    },

    /** GetDataRetrievalPolicy (SDK text); without one, all is allowed. */
    GetDataRetrievalPolicy(
      _input: Input<GetDataRetrievalPolicyInput> = {},
    ): GetDataRetrievalPolicyOutput {
      const { strategy: Strategy, ...rest } = account.retrievalPolicy
      const rate = 'bytesPerHour' in rest && { BytesPerHour: rest.bytesPerHour }
      return { Policy: { Rules: [{ Strategy, ...rate }] } }
    },
  }
}

/**
 * Throws PolicyEnforcedException for a standard retrieval that would exceed the bytes per hour of
 * the policy; it applies to no other (developer guide, "Data Retrieval Policies"). The guide does
 * not say how a rate is reckoned: here a job brings its bytes evenly in the hours it takes. The
 * strategy FreeTier refuses nothing here, since no text that we could read has today's allowance.
 */
export function enforcePolicy(account: Account, job: ArchiveJob): void {
  const policy = account.retrievalPolicy
  if (policy.strategy !== 'BytesPerHour' || job.tier !== 'Standard') return
  const running = standardRetrievals(account).filter(
    ({ completesAt }) => job.createdAt < completesAt,
  )
  const rate = [job, ...running].reduce((total, each) => total + rateOf(each), 0)
  if (rate <= policy.bytesPerHour) return
  const message = 'InitiateJob request denied by current data retrieval policy.'
  throw failure(account, 'PolicyEnforcedException', message)
}

function parsePolicy(account: Account, { Rules }: DataRetrievalPolicy): RetrievalPolicy {
  const [rule, ...others] = Rules ?? []
  if (!rule || others.length > 0) {
    throw invalid(account, 'A data retrieval policy has exactly one rule.')
  }
  const { Strategy: strategy, BytesPerHour: bytesPerHour } = rule
  if (strategy === 'BytesPerHour' && Number.isInteger(bytesPerHour) && bytesPerHour! > 0) {
    return { strategy, bytesPerHour: bytesPerHour! }
  }
  const isPlain = strategy === 'None' || strategy === 'FreeTier'
  if (isPlain && bytesPerHour === undefined) return { strategy }
  // AWS's text is not published.
  const message = 'Strategy is BytesPerHour, with BytesPerHour, or FreeTier or None, without it.'
  throw invalid(account, `Invalid data retrieval policy. ${message}`)
}

function standardRetrievals({ vaults }: Account): ArchiveJob[] {
  return [...vaults.values()]
    .flatMap((vault) => [...vault.jobs.values()])
    .filter((job) => job.action === 'ArchiveRetrieval')
    .filter(({ tier }) => tier === 'Standard')
}

function rateOf(job: ArchiveJob): number {
  const { start, end } = spanOf(job)
  return (end - start) / ((job.completesAt - job.createdAt) / HOUR)
}
