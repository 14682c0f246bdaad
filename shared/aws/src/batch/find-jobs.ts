import type {
  DescribeJobsRequest,
  DescribeJobsResponse,
  KeyValuesPair,
  ListJobsRequest,
  ListJobsResponse,
} from '@aws-sdk/client-batch'
import { type Account, failure, findQueue, nameIn, refuseMembers } from './account.ts'
import { describeJob, type Job, summaryOf } from './job.ts'
import { pageOf } from './page.ts'

/** DescribeJobs and ListJobs. */
export function findJobsOperations(account: Account) {
  return {
    /** DescribeJobs (SDK text): up to 100 ids; those of no job are left out. */
    DescribeJobs({ jobs = [] }: DescribeJobsRequest): DescribeJobsResponse {
      account.agenda.catchUp()
      if (jobs.length < 1 || jobs.length > 100) {
        throw failure(account, `jobs must have 1 to 100 entries: ${jobs.length}`)
      }
      const found = [...new Set(jobs)].map((id) => account.jobs.get(nameIn(account, 'job', id)))
      return { jobs: found.filter((job) => job !== undefined).map(describeJob) }
    },

    /**
     * ListJobs (SDK text): of a queue or an array, in one status (RUNNING unless said otherwise) or
     * with one filter, the most recent first; up to 1,000 a call, up to 100 with a filter.
     */
    ListJobs(input: ListJobsRequest): ListJobsResponse {
      account.agenda.catchUp()
      refuseMembers(account, input, ['multiNodeJobId'])
      const filter = filterIn(account, input)
      const status = input.jobStatus ?? 'RUNNING'
      const jobs = filter
        ? candidates(account, input).filter((job) => passes(account, job, filter))
        : candidates(account, input).filter((job) => job.status === status)
      const newestFirst = input.arrayJobId ? jobs : jobs.toReversed()
      const { entries, ...token } = pageOf(account, newestFirst, input, filter ? 100 : 1000)
      return { jobSummaryList: entries.map(describeSummary), ...token }
    },
  }
}

function candidates(account: Account, { jobQueue, arrayJobId }: ListJobsRequest): Job[] {
  if ((jobQueue === undefined) === (arrayJobId === undefined)) {
    throw failure(account, 'Exactly one of jobQueue and arrayJobId must be given')
  }
  if (arrayJobId !== undefined) return account.jobs.get(arrayJobId)?.children ?? []
  const { jobQueueArn } = findQueue(account, jobQueue)
  return [...account.jobs.values()].filter((job) => !job.place && job.jobQueue === jobQueueArn)
}

function filterIn(account: Account, { filters, arrayJobId }: ListJobsRequest) {
  if (!filters || filters.length === 0) return undefined
  const [filter] = filters
  if (filters.length > 1 || !filter?.name || !filter.values?.length) {
    throw failure(account, 'Only one filter can be used at a time, and it must have values')
  }
  // "The filter doesn't apply to child jobs in an array" (SDK text).
  return arrayJobId === undefined ? filter : undefined
}

function passes(account: Account, job: Job, { name, values = [] }: KeyValuesPair): boolean {
  switch (name) {
    case 'JOB_NAME':
      return values.some((value) => globs(value.toLowerCase(), job.name.toLowerCase()))
    case 'JOB_DEFINITION': {
      const full = nameIn(account, 'job-definition', job.jobDefinition)
      const asked = values.map((value) => nameIn(account, 'job-definition', value))
      return asked.some((value) => globs(value, full) || globs(value, full.split(':')[0]!))
    }
    case 'BEFORE_CREATED_AT':
      return values.some((value) => job.createdAt < Number(value))
    case 'AFTER_CREATED_AT':
      return values.some((value) => job.createdAt > Number(value))
    default:
      throw failure(account, `The filter "${name}" is not emulated`)
  }
}

function globs(pattern: string, text: string): boolean {
  return pattern.endsWith('*') ? text.startsWith(pattern.slice(0, -1)) : text === pattern
}

function describeSummary(job: Job) {
  const { exitCode, reason } = job.container
  const container = {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(reason === undefined ? {} : { reason }),
  }
  return { ...summaryOf(job), ...(job.children.length > 0 ? {} : { container }) }
}
