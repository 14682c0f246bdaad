import type { CancelJobRequest, TerminateJobRequest } from '@aws-sdk/client-batch'
import { type Account, failure } from './account.ts'
import { cancelJob, stopJob } from './job-run.ts'
import type { Job } from './job.ts'

/** CancelJob and TerminateJob. Both succeed for a job that has ended, and change nothing then. */
export function stopOperations(account: Account) {
  return {
    /** CancelJob (SDK text). */
    CancelJob(input: CancelJobRequest): object {
      const { job, reason } = stopRequest(account, input)
      cancelJob(account, job, reason)
      return {}
    },

    /** TerminateJob (SDK text). */
    TerminateJob(input: TerminateJobRequest): object {
      const { job, reason } = stopRequest(account, input)
      stopJob(account, job, reason)
      return {}
    },
  }
}

function stopRequest(account: Account, { jobId, reason }: CancelJobRequest) {
  account.agenda.catchUp()
  if (!reason || reason.length > 1024) {
    throw failure(account, 'reason must have 1 to 1,024 characters')
  }
  const job: Job | undefined = account.jobs.get(jobId ?? '')
  if (!job) throw failure(account, `Job "${jobId ?? ''}" does not exist`)
  return { job, reason }
}
