import type {
  DescribeJobInput,
  GlacierJobDescription,
  ListJobsInput,
  ListJobsOutput,
} from '@aws-sdk/client-glacier'
import { type Account, failure, type Input, isoDate } from './account.ts'
import { invalid, pageOf, requireOneOf, requireText } from './constraints.ts'
import { findVault } from './find-vault.ts'
import { isTreeHashAligned, MIB, rootOf } from './tree-hash.ts'
import type { ArchiveJob, InventoryJob, Job, Vault } from './vault.ts'

/** DescribeJob and ListJobs. A job is known for 24 hours after it is done. */
export function describeJobOperations(account: Account) {
  const now = account.world.clock.now
  return {
    /** DescribeJob (SDK text). */
    DescribeJob(input: Input<DescribeJobInput>): GlacierJobDescription {
      const vault = findVault(account, input)
      return describe(vault, findJob(account, vault, input), now())
    },

    /** ListJobs (SDK text), in the order they were initiated, up to 50 a page. */
    ListJobs(input: Input<ListJobsInput>): ListJobsOutput {
      const vault = findVault(account, input)
      const { statuscode, completed } = input
      const status =
        statuscode &&
        requireOneOf(
          account,
          [statuscode, ['InProgress', 'Succeeded', 'Failed']],
          `The job status code is not valid: ${statuscode}`,
        )
      if (completed && completed !== 'true' && completed !== 'false') {
        throw invalid(account, `Invalid value for completed: ${completed}`)
      }
      const entries = [...vault.jobs.values()].filter((job) => {
        if (status && statusOf(job, now()) !== status) return false
        return !completed || String(job.completesAt <= now()) === completed
      })
      const { limit, marker } = input
      const keyOf = ({ id }: Job) => id
      const { page, next } = pageOf(account, { entries, keyOf }, { limit, marker, max: 50 })
      return {
        JobList: page.map((job) => describe(vault, job, now())),
        ...(next && { Marker: next }),
      }
    },
  }
}

/** Returns a job; throws ResourceNotFoundException if there is none, or no more. */
export function findJob(
  account: Account,
  vault: Vault,
  { jobId }: { jobId: string | undefined },
): Job {
  const id = requireText(account, ['jobId', jobId])
  const job = vault.jobs.get(id)
  if (job) return job
  throw failure(account, 'ResourceNotFoundException', `The job ID was not found: ${id}`)
}

/** How a job stands. */
export function statusOf(job: Job, now: number): 'InProgress' | 'Succeeded' | 'Failed' {
  if (now < job.completesAt) return 'InProgress'
  return job.action === 'ArchiveRetrieval' && job.failed ? 'Failed' : 'Succeeded'
}

/** The bytes of its archive that a job retrieves. */
export function spanOf({ archive, range }: ArchiveJob): { start: number; end: number } {
  return range ?? { start: 0, end: archive.content.size }
}

/** The tree hash over a range of an archive, if it is a node of the archive's tree. */
export function treeHashOf({ archive }: ArchiveJob, span: { start: number; end: number }) {
  if (!isTreeHashAligned(span, archive.content.size)) return undefined
  return rootOf(archive.leaves.slice(span.start / MIB, Math.ceil(span.end / MIB)))
}

const MESSAGE = {
  InProgress: 'Operation in progress.',
  Succeeded: 'Succeeded',
  // AWS's text is not published.
  Failed: 'Failed',
}

function describe(vault: Vault, job: Job, now: number): GlacierJobDescription {
  const StatusCode = statusOf(job, now)
  const isDone = StatusCode !== 'InProgress'
  return {
    JobId: job.id,
    ...(job.description !== undefined && { JobDescription: job.description }),
    Action: job.action,
    VaultARN: vault.arn,
    CreationDate: isoDate(job.createdAt),
    Completed: isDone,
    ...(isDone && { CompletionDate: isoDate(job.completesAt) }),
    StatusCode,
    StatusMessage: MESSAGE[StatusCode],
    ...(job.topic !== undefined && { SNSTopic: job.topic }),
    ...(job.action === 'ArchiveRetrieval'
      ? describeRetrieval(job, isDone)
      : describeInventory(job, isDone)),
  }
}

function describeRetrieval(job: ArchiveJob, isDone: boolean): GlacierJobDescription {
  const { archive, range, tier } = job
  const span = spanOf(job)
  const isAllByRange = range && range.start === 0 && range.end === archive.content.size
  // The SDK text withholds it from a range that is the whole archive until the job is done.
  const treeHash = isAllByRange && !isDone ? undefined : treeHashOf(job, span)
  return {
    ArchiveId: archive.id,
    ArchiveSizeInBytes: archive.content.size,
    ArchiveSHA256TreeHash: archive.treeHash,
    RetrievalByteRange: `${span.start}-${span.end - 1}`,
    ...(treeHash && { SHA256TreeHash: treeHash }),
    Tier: tier,
  }
}

function describeInventory(
  { format, parameters, output, nextMarker }: InventoryJob,
  isDone: boolean,
): GlacierJobDescription {
  const { Marker, ...asked } = parameters ?? {}
  const marker = isDone ? nextMarker : Marker
  return {
    InventoryRetrievalParameters: { Format: format, ...asked, ...(marker && { Marker: marker }) },
    ...(isDone && { InventorySizeInBytes: output.size }),
  }
}
