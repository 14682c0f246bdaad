import { createHash } from 'node:crypto'
import {
  DescribeJobCommand,
  type DescribeJobCommandOutput,
  GetJobOutputCommand,
  type GlacierClient,
  InitiateJobCommand,
  InsufficientCapacityException,
  ListJobsCommand,
  ResourceNotFoundException,
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

const LEAF = 1_048_576

/** Every leaf is a node, and its tree hash a plain one: so ranges of one leaf will always do. */
export async function* retrieve(
  vaultName: string,
  archiveId: string,
  { tier, pollMs }: Options,
  { client, sleep }: Deps,
): AsyncGenerator<Uint8Array> {
  const vault = { accountId: '-', vaultName }

  async function jobOf(wantedTier: Tier): Promise<string> {
    let marker: string | undefined
    do {
      const page = await client.send(new ListJobsCommand({ ...vault, marker }))
      for (const job of page.JobList ?? []) {
        const isAll = job.RetrievalByteRange === `0-${(job.ArchiveSizeInBytes ?? 0) - 1}`
        if (job.ArchiveId !== archiveId || job.Tier !== wantedTier || !isAll) continue
        if (job.StatusCode !== 'Failed') return job.JobId!
      }
      marker = page.Marker
    } while (marker)
    const jobParameters = { Type: 'archive-retrieval', ArchiveId: archiveId, Tier: wantedTier }
    const started = client.send(new InitiateJobCommand({ ...vault, jobParameters }))
    return started.then(
      ({ jobId }) => jobId!,
      (error: unknown) => {
        const isFull = error instanceof InsufficientCapacityException
        if (isFull && wantedTier === 'Expedited') return jobOf('Standard')
        throw error
      },
    )
  }

  async function done(jobId: string): Promise<DescribeJobCommandOutput> {
    await sleep(pollMs)
    const job = await client.send(new DescribeJobCommand({ ...vault, jobId }))
    if (!job.Completed) return done(jobId)
    if (job.StatusCode === 'Succeeded') return job
    throw new RetrievalFailed(`The job ${jobId} failed`)
  }

  async function leafAt(start: number, { JobId: jobId, ArchiveSizeInBytes: size }: Job) {
    const range = `bytes=${start}-${Math.min(start + LEAF, size!) - 1}`
    for (let attempt = 1; attempt <= 3; attempt++) {
      const { body, checksum } = await client.send(
        new GetJobOutputCommand({ ...vault, jobId, range }),
      )
      const bytes = await body!.transformToByteArray()
      if (createHash('sha256').update(bytes).digest('hex') === checksum) return bytes
    }
    throw new ChecksumMismatch(range)
  }

  let read = 0
  for (let isComplete = false; !isComplete;) {
    const jobId = await jobOf(tier)
    try {
      const job = await done(jobId)
      for (; read < job.ArchiveSizeInBytes!; read += LEAF) yield await leafAt(read, job)
      isComplete = true
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error
    }
  }
}

type Job = Pick<DescribeJobCommandOutput, 'JobId' | 'ArchiveSizeInBytes'>
