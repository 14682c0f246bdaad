import type {
  ComputeEnvironmentOrder,
  CreateJobQueueRequest,
  CreateJobQueueResponse,
  DeleteJobQueueRequest,
  DescribeJobQueuesRequest,
  DescribeJobQueuesResponse,
  UpdateJobQueueRequest,
  UpdateJobQueueResponse,
} from '@aws-sdk/client-batch'
import {
  type Account,
  arnOf,
  failure,
  findQueue,
  nameIn,
  refuseMembers,
  requireInteger,
  requireName,
} from './account.ts'
import { findEnvironment } from './compute-environments.ts'
import { stopJob } from './job-run.ts'
import { pageOf } from './page.ts'

const NOT_EMULATED = [
  'schedulingPolicyArn',
  'serviceEnvironmentOrder',
  'jobQueueType',
  'jobStateTimeLimitActions',
]

/** Job queues. They are `VALID` as soon as they are made. */
export function jobQueueOperations(account: Account) {
  return {
    /** CreateJobQueue (SDK text). Without scheduling policies, jobs run first in, first out. */
    CreateJobQueue(input: CreateJobQueueRequest): CreateJobQueueResponse {
      refuseMembers(account, input, NOT_EMULATED)
      const jobQueueName = requireName(account, 'jobQueueName', input.jobQueueName)
      if (account.queues.has(jobQueueName)) {
        throw failure(account, `Object already exists: "${jobQueueName}"`)
      }
      const jobQueueArn = arnOf(account, `job-queue/${jobQueueName}`)
      account.queues.set(jobQueueName, {
        jobQueueName,
        jobQueueArn,
        state: input.state ?? 'ENABLED',
        status: 'VALID',
        statusReason: 'JobQueue Healthy',
        priority: priorityIn(account, input.priority),
        computeEnvironmentOrder: orderIn(account, input.computeEnvironmentOrder),
        tags: { ...input.tags },
      })
      return { jobQueueName, jobQueueArn }
    },

    /** UpdateJobQueue (SDK text). */
    UpdateJobQueue(input: UpdateJobQueueRequest): UpdateJobQueueResponse {
      refuseMembers(account, input, NOT_EMULATED)
      const queue = findQueue(account, input.jobQueue)
      const { priority, computeEnvironmentOrder } = input
      if (priority !== undefined) queue.priority = priorityIn(account, priority)
      if (computeEnvironmentOrder) {
        queue.computeEnvironmentOrder = orderIn(account, computeEnvironmentOrder)
      }
      if (input.state) queue.state = input.state
      return { jobQueueName: queue.jobQueueName, jobQueueArn: queue.jobQueueArn }
    },

    /** DeleteJobQueue (SDK text): only once disabled; all its jobs are terminated. */
    DeleteJobQueue(input: DeleteJobQueueRequest): object {
      account.agenda.catchUp()
      const queue = findQueue(account, input.jobQueue)
      if (queue.state !== 'DISABLED') {
        throw failure(account, 'Cannot delete, state must be DISABLED')
      }
      for (const job of account.jobs.values()) {
        if (job.jobQueue === queue.jobQueueArn) stopJob(account, job, 'Job queue was deleted')
      }
      account.queues.delete(queue.jobQueueName ?? '')
      return {}
    },

    /** DescribeJobQueues (SDK text): those named, or all, up to 100 a call. */
    DescribeJobQueues(input: DescribeJobQueuesRequest): DescribeJobQueuesResponse {
      const names = input.jobQueues?.map((each) => nameIn(account, 'job-queue', each))
      const all = [...account.queues.values()].filter(
        ({ jobQueueName = '' }) => names?.includes(jobQueueName) ?? true,
      )
      const { entries, ...token } = pageOf(account, all, input, 100)
      return { jobQueues: structuredClone(entries), ...token }
    },
  }
}

function priorityIn(account: Account, priority: number | undefined): number {
  return requireInteger(account, ['priority', priority], [0, 1_000_000])
}

/** One to three valid compute environments (SDK text, CreateJobQueue). */
function orderIn(account: Account, order: ComputeEnvironmentOrder[] | undefined) {
  if (!order || order.length < 1 || order.length > 3) {
    throw failure(account, 'computeEnvironmentOrder must name 1 to 3 compute environments')
  }
  return order.map(({ order: place, computeEnvironment }) => {
    const { computeEnvironmentArn } = findEnvironment(account, computeEnvironment)
    return { order: place, computeEnvironment: computeEnvironmentArn }
  })
}
