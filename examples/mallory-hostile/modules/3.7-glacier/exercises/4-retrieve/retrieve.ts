import { createHash, hash } from 'node:crypto'
import {
  DescribeJobCommand,
  GetJobOutputCommand,
  type GlacierClient,
  type GlacierJobDescription,
  InitiateJobCommand,
  paginateListJobs,
} from '@aws-sdk/client-glacier'

export type Tier = 'Expedited' | 'Standard' | 'Bulk'

export interface Options {
  tier: Tier
  pollMs: number
  chunk: number
}

export interface Deps {
  client: GlacierClient
  sleep: (ms: number) => Promise<void>
}

export class ChecksumMismatch extends Error {
  override name = 'ChecksumMismatch'
}

export class RetrievalFailed extends Error {
  override name = 'RetrievalFailed'
}

const MiB = 2 ** 20
const TRIES = 3

interface Wanted extends Options {
  place: { accountId: string; vaultName: string }
  archiveId: string
}

export async function* retrieve(
  vault: string,
  archiveId: string,
  options: Options,
  deps: Deps,
): AsyncGenerator<Uint8Array> {
  const wanted = { ...options, place: { accountId: '-', vaultName: vault }, archiveId }
  const length = MiB * 2 ** Math.floor(Math.log2(options.chunk / MiB))
  let size = Infinity
  let jobId: string | undefined
  for (let start = 0; start < size;) {
    try {
      if (jobId === undefined) {
        jobId = await findOrStartJob(wanted, deps)
        size = await waitFor(jobId, wanted, deps)
      }
      const end = Math.min(start + length, size)
      const range = await readVerified({ ...wanted.place, jobId, start, end }, deps)
      yield range
      start = end
    } catch (error) {
      if (nameOf(error) !== 'ResourceNotFoundException' || jobId === undefined) throw error
      jobId = undefined
    }
  }
}

async function findOrStartJob(wanted: Wanted, deps: Deps): Promise<string> {
  const { place, archiveId, tier } = wanted
  for await (const { JobList = [] } of paginateListJobs({ client: deps.client }, place)) {
    const job = JobList.find((candidate) => brings(candidate, wanted))
    if (job) return job.JobId!
  }
  try {
    const jobParameters = { Type: 'archive-retrieval', ArchiveId: archiveId, Tier: tier }
    const { jobId } = await deps.client.send(new InitiateJobCommand({ ...place, jobParameters }))
    return jobId!
  } catch (error) {
    const isRefused = tier === 'Expedited' && nameOf(error) === 'InsufficientCapacityException'
    if (!isRefused) throw error
    return findOrStartJob({ ...wanted, tier: 'Standard' }, deps)
  }
}

function brings(job: GlacierJobDescription, { archiveId, tier }: Wanted): boolean {
  const isWhole = job.RetrievalByteRange === `0-${job.ArchiveSizeInBytes! - 1}`
  const isUsable = job.StatusCode !== 'Failed'
  return job.ArchiveId === archiveId && job.Tier === tier && isWhole && isUsable
}

/** Resolves to the size of the output, when it is there. */
async function waitFor(jobId: string, { place, pollMs }: Wanted, deps: Deps): Promise<number> {
  for (;;) {
    const job = await deps.client.send(new DescribeJobCommand({ ...place, jobId }))
    if (job.StatusCode === 'Succeeded') return job.ArchiveSizeInBytes!
    if (job.StatusCode === 'Failed') throw new RetrievalFailed(job.StatusMessage)
    await deps.sleep(pollMs)
  }
}

interface Read {
  accountId: string
  vaultName: string
  jobId: string
  start: number
  end: number
}

async function readVerified({ start, end, ...job }: Read, { client }: Deps): Promise<Uint8Array> {
  const range = `bytes=${start}-${end - 1}`
  for (let left = TRIES; left > 0; left--) {
    const output = await client.send(new GetJobOutputCommand({ ...job, range }))
    const bytes = await output.body!.transformToByteArray()
    if (treeHash(bytes) === output.checksum) return bytes
  }
  throw new ChecksumMismatch(`What came for "${range}" is not what was stored`)
}

function treeHash(bytes: Uint8Array): string {
  let level = Array.from({ length: Math.ceil(bytes.length / MiB) }, (_, leaf) =>
    hash('sha256', bytes.subarray(leaf * MiB, (leaf + 1) * MiB), 'buffer'),
  )
  while (level.length > 1) {
    const below = level
    level = Array.from({ length: Math.ceil(below.length / 2) }, (_, pair) => {
      const [left, right] = [below[2 * pair]!, below[2 * pair + 1]]
      return right ? createHash('sha256').update(left).update(right).digest() : left
    })
  }
  return level[0]?.toString('hex') ?? hash('sha256', '')
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined
}
