import type { GetJobOutputInput } from '@aws-sdk/client-glacier'
import { bodyOf, type Content, slice } from '../content.ts'
import { type Account, type Input } from './account.ts'
import { invalid } from './constraints.ts'
import { findJob, spanOf, statusOf, treeHashOf } from './describe-jobs.ts'
import { findVault } from './find-vault.ts'
import type { Job } from './vault.ts'

/** What GetJobOutput gives; the body becomes a stream on its way to the client. */
export interface JobOutput {
  body: ReturnType<typeof bodyOf>
  /** Only for ranges of an archive that are tree-hash aligned. */
  checksum?: string
  status: number
  /** Only where a range was asked for, as in "bytes 0-1048575/8388608". */
  contentRange?: string
  acceptRanges: string
  contentType: string
  archiveDescription?: string
}

/** GetJobOutput. */
export function jobOutputOperations(account: Account) {
  return {
    /**
     * GetJobOutput (SDK text), for 24 hours after the job is done. The range counts from the first
     * byte of the output, which is not that of the archive where a range of it was retrieved.
     */
    GetJobOutput(input: Input<GetJobOutputInput>): JobOutput {
      const vault = findVault(account, input)
      const job = findJob(account, vault, input)
      if (statusOf(job, account.world.clock.now()) !== 'Succeeded') {
        throw invalid(account, `The job is not currently available for download: ${job.id}`)
      }
      const output = outputOf(job)
      const range = parseRange(account, input.range, output.size)
      const { start, end } = range ?? { start: 0, end: output.size }
      return {
        body: bodyOf(slice(output, start, end)),
        status: range ? 206 : 200,
        ...(range && { contentRange: `bytes ${start}-${end - 1}/${output.size}` }),
        acceptRanges: 'bytes',
        ...describe(job, { start, end }),
      }
    },
  }
}

function outputOf(job: Job): Content {
  if (job.action === 'InventoryRetrieval') return job.output
  const { start, end } = spanOf(job)
  return slice(job.archive.content, start, end)
}

function describe(job: Job, { start, end }: { start: number; end: number }) {
  if (job.action === 'InventoryRetrieval') {
    return { contentType: job.format === 'CSV' ? 'text/csv' : 'application/json' }
  }
  const retrieved = spanOf(job)
  const span = { start: retrieved.start + start, end: retrieved.start + end }
  const checksum = treeHashOf(job, retrieved) && treeHashOf(job, span)
  return {
    contentType: 'application/octet-stream',
    ...(checksum && { checksum }),
    ...(job.archive.description && { archiveDescription: job.archive.description }),
  }
}

/** The bytes that a `Range` header asks for, or undefined for all. (AWS's text is not published.) */
function parseRange(account: Account, text: string | undefined, size: number) {
  if (text === undefined) return undefined
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(text) ?? []
  const start = Number(first)
  const end = last ? Math.min(Number(last) + 1, size) : size
  if (first !== undefined && start < end) return { start, end }
  throw invalid(account, `Invalid range: ${text}`)
}
