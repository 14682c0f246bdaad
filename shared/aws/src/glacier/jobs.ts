import type { InitiateJobInput, InitiateJobOutput, JobParameters } from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, location, newId } from './account.ts'
import {
  checkDescription,
  invalid,
  requireMember,
  requireOneOf,
  requireText,
} from './constraints.ts'
import { findVault } from './find-vault.ts'
import { prepareInventory } from './inventory-jobs.ts'
import { enforcePolicy } from './retrieval-policy.ts'
import { isMegabyteAligned } from './tree-hash.ts'
import { type Archive, type ArchiveJob, HOUR, type Job, type Tier, type Vault } from './vault.ts'

/**
 * How long a job takes: the longest time that AWS calls typical (developer guide, "Archive
 * Retrieval Options"). Expedited retrievals of more than 250 MB, of which AWS promises nothing, are
 * as fast as others; there is always capacity for them.
 */
const DURATION: Record<Tier, number> = {
  Expedited: HOUR / 12,
  Standard: 5 * HOUR,
  Bulk: 12 * HOUR,
}

/** InitiateJob. */
export function jobOperations(account: Account) {
  return {
    /**
     * InitiateJob (SDK text): `archive-retrieval` of the whole archive or of a megabyte-aligned
     * range, `inventory-retrieval` of the last inventory. `select` is not emulated.
     */
    InitiateJob(input: Input<InitiateJobInput>): InitiateJobOutput {
      const vault = findVault(account, input)
      const parameters = requireMember(account, ['jobParameters', input.jobParameters])
      const job = newJob(account, vault, parameters)
      vault.jobs.set(job.id, job)
      return { location: location(account, vault.name, 'jobs', job.id), jobId: job.id }
    },
  }
}

function newJob(account: Account, vault: Vault, parameters: JobParameters): Job {
  const type = requireText(account, ['Type', parameters.Type])
  const now = account.world.clock.now()
  const common = {
    id: newId(account, 69),
    description: checkDescription(account, parameters.Description),
    topic: parameters.SNSTopic,
    createdAt: now,
  }
  if (type === 'archive-retrieval') {
    const retrieval = archiveRetrieval(account, vault, parameters)
    const completesAt = now + DURATION[retrieval.tier]
    const job: ArchiveJob = { ...common, ...retrieval, completesAt, failed: false }
    enforcePolicy(account, job)
    return job
  }
  if (type === 'inventory-retrieval') {
    const retrieval = prepareInventory(account, vault, parameters)
    return { ...common, ...retrieval, completesAt: now + DURATION.Standard }
  }
  if (type === 'select') throw failure(account, 'NotImplemented', 'A "select" job is not emulated')
  throw invalid(account, `Invalid job type: ${type}`)
}

function archiveRetrieval(
  account: Account,
  vault: Vault,
  { ArchiveId, RetrievalByteRange, Tier }: JobParameters,
): Pick<ArchiveJob, 'action' | 'archive' | 'range' | 'tier'> {
  const id = requireText(account, ['ArchiveId', ArchiveId])
  const archive = vault.archives.get(id)
  // AWS may also accept the job and let it fail ("Delete Archive" of the developer guide).
  if (!archive) {
    throw failure(account, 'ResourceNotFoundException', `The archive ID was not found: ${id}`)
  }
  const tier = Tier ?? 'Standard'
  return {
    action: 'ArchiveRetrieval',
    archive,
    range: retrievalRange(account, archive, RetrievalByteRange),
    tier: requireOneOf(
      account,
      [tier, ['Expedited', 'Standard', 'Bulk']],
      `Invalid tier: ${tier}. Must be one of Expedited, Standard and Bulk.`,
    ),
  }
}

/** AWS's texts are not published. */
function retrievalRange(
  account: Account,
  { content }: Archive,
  text: string | undefined,
): ArchiveJob['range'] {
  if (text === undefined) return undefined
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? []
  const range = { start: Number(first), end: Number(last) + 1 }
  if (first === undefined || range.start >= range.end || range.end > content.size) {
    throw invalid(account, `Invalid range: ${text}`)
  }
  if (isMegabyteAligned(range, content.size)) return range
  throw invalid(account, `The range is not megabyte aligned: ${text}`)
}
