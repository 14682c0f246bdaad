import type {
  AttemptDetail,
  ContainerDetail,
  JobDependency,
  JobDetail,
  JobStatus,
  JobSummary,
  JobTimeout,
  RetryStrategy,
} from '@aws-sdk/client-batch'

/** One job: a single one, the parent of an array, or a child of it. */
export interface Job {
  id: string
  name: string
  arn: string
  jobQueue: string
  jobDefinition: string
  status: JobStatus
  statusReason?: string
  createdAt: number
  startedAt?: number
  stoppedAt?: number
  attempts: AttemptDetail[]
  retryStrategy: RetryStrategy
  timeout?: JobTimeout
  dependsOn: JobDependency[]
  parameters: Record<string, string>
  container: ContainerDetail
  tags: Record<string, string>
  propagateTags: boolean
  /** Of an array's parent, in order of their index. */
  children: Job[]
  /** How many of them have not ended yet. */
  childrenLeft: number
  /** Of an array's child. */
  place?: { parent: Job; index: number }
  /** The jobs it still waits for. */
  waitsFor: Set<Job>
  /** The jobs that wait for it. */
  awaitedBy: Set<Job>
  /** Why it was cancelled or terminated. */
  stopReason?: string
  isCancelled: boolean
  isTerminated: boolean
  /** Calls off what would happen to it next. */
  callOff: () => void
}

/** Whether nothing will happen to the job any more. */
export function hasEnded({ status }: Job): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED'
}

/** A job as DescribeJobs gives it. */
export function describeJob(job: Job): JobDetail {
  return structuredClone({
    ...summaryOf(job),
    jobQueue: job.jobQueue,
    status: job.status,
    attempts: job.attempts,
    retryStrategy: job.retryStrategy,
    startedAt: job.startedAt,
    dependsOn: job.dependsOn,
    jobDefinition: job.jobDefinition,
    parameters: job.parameters,
    container: job.container,
    ...(job.timeout ? { timeout: job.timeout } : {}),
    tags: job.tags,
    propagateTags: job.propagateTags,
    platformCapabilities: [],
    isCancelled: job.isCancelled,
    isTerminated: job.isTerminated,
  } satisfies JobDetail)
}

/** A job as ListJobs gives it. */
export function summaryOf(job: Job): Omit<JobSummary, 'container' | 'nodeProperties'> {
  const { statusReason, startedAt, stoppedAt } = job
  return {
    jobArn: job.arn,
    jobId: job.id,
    jobName: job.name,
    createdAt: job.createdAt,
    status: job.status,
    jobDefinition: job.jobDefinition,
    ...(statusReason === undefined ? {} : { statusReason }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(stoppedAt === undefined ? {} : { stoppedAt }),
    ...arrayProperties(job),
  }
}

function arrayProperties({ children, place }: Job): Pick<JobDetail, 'arrayProperties'> {
  if (place) return { arrayProperties: { index: place.index } }
  if (children.length === 0) return {}
  const statusSummary = {
    STARTING: 0,
    FAILED: 0,
    RUNNING: 0,
    SUCCEEDED: 0,
    RUNNABLE: 0,
    SUBMITTED: 0,
    PENDING: 0,
  }
  for (const { status } of children) statusSummary[status]++
  return { arrayProperties: { size: children.length, statusSummary } }
}
