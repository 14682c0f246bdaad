import type {
  ContainerDetail,
  JobDefinition,
  JobDependency,
  SubmitJobRequest,
  SubmitJobResponse,
} from '@aws-sdk/client-batch'
import {
  type Account,
  arnOf,
  failure,
  findQueue,
  refuseMembers,
  requireInteger,
  requireName,
} from './account.ts'
import { checkTimeout, findDefinition } from './job-definitions.ts'
import { setOut } from './job-run.ts'
import { hasEnded, type Job } from './job.ts'
import { checkRetryStrategy } from './retry.ts'

const NOT_EMULATED = [
  'nodeOverrides',
  'eksPropertiesOverride',
  'ecsPropertiesOverride',
  'consumableResourcePropertiesOverride',
  'shareIdentifier',
  'schedulingPriorityOverride',
]

/** The largest number of jobs a job can depend upon (SDK text, SubmitJob). */
const MAX_DEPENDENCIES = 20

/** Jobs of an account, children of arrays included: more would fill the memory of whoever emulates it. */
const MAX_JOBS = 50_000

/** SubmitJob. */
export function submitOperations(account: Account) {
  return {
    /**
     * SubmitJob (SDK text): a single job, or an array of 2 to 10,000. What the request leaves open,
     * the job definition says.
     */
    SubmitJob(input: SubmitJobRequest): SubmitJobResponse {
      account.agenda.catchUp()
      refuseMembers(account, input, NOT_EMULATED)
      const jobName = requireName(account, 'jobName', input.jobName)
      const queue = findQueue(account, input.jobQueue)
      if (queue.state !== 'ENABLED') {
        throw failure(account, `JobQueue "${queue.jobQueueName}" is not enabled`)
      }
      const definition = findDefinition(account, input.jobDefinition)
      const size = input.arrayProperties?.size
      if (input.arrayProperties) {
        requireInteger(account, ['arrayProperties.size', size], [2, 10_000])
      }
      if (account.jobs.size + (size ?? 0) >= MAX_JOBS) {
        throw failure(account, `The embedded AWS keeps no more than ${MAX_JOBS} jobs`)
      }
      const job = newJob(account, input, definition)
      job.jobQueue = queue.jobQueueArn ?? ''
      for (let index = 0; index < (size ?? 0); index++) job.children.push(childOf(job, index))
      for (const dependency of job.dependsOn) addDependency(account, job, dependency)
      for (const each of [job, ...job.children]) account.jobs.set(each.id, each)
      setOut(account, job)
      return { jobArn: job.arn, jobName, jobId: job.id }
    },
  }
}

function newJob(account: Account, input: SubmitJobRequest, definition: JobDefinition): Job {
  const id = uuid(account)
  const dependsOn = input.dependsOn ?? []
  if (dependsOn.length > MAX_DEPENDENCIES) {
    throw failure(account, `dependsOn must have at most 20 entries: ${dependsOn.length}`)
  }
  const parameters = { ...definition.parameters, ...input.parameters }
  const timeout = input.timeout ? checkTimeout(account, input.timeout) : definition.timeout
  return {
    id,
    name: input.jobName ?? '',
    arn: arnOf(account, `job/${id}`),
    jobQueue: '',
    jobDefinition: definition.jobDefinitionArn ?? '',
    status: 'SUBMITTED',
    createdAt: account.world.clock.now(),
    attempts: [],
    retryStrategy: input.retryStrategy
      ? checkRetryStrategy(account, structuredClone(input.retryStrategy))
      : (definition.retryStrategy ?? { attempts: 1, evaluateOnExit: [] }),
    ...(timeout ? { timeout } : {}),
    dependsOn,
    parameters,
    container: containerOf(account, input, { definition, parameters }),
    tags: { ...input.tags },
    propagateTags: input.propagateTags ?? definition.propagateTags ?? false,
    children: [],
    childrenLeft: input.arrayProperties?.size ?? 0,
    waitsFor: new Set(),
    awaitedBy: new Set(),
    isCancelled: false,
    isTerminated: false,
    callOff: () => {},
  }
}

function childOf(parent: Job, index: number): Job {
  return {
    ...parent,
    id: `${parent.id}:${index}`,
    arn: `${parent.arn}:${index}`,
    attempts: [],
    container: { ...parent.container },
    children: [],
    childrenLeft: 0,
    place: { parent, index },
    waitsFor: new Set(),
    awaitedBy: new Set(),
  }
}

function containerOf(
  account: Account,
  { containerOverrides, jobName }: SubmitJobRequest,
  { definition, parameters }: { definition: JobDefinition; parameters: Record<string, string> },
): ContainerDetail {
  const { command, environment = [], ...rest } = structuredClone(definition.containerProperties!)
  const overrides = structuredClone(containerOverrides ?? {})
  const overridden = overrides.environment ?? []
  const kept = environment.filter(({ name }) => overridden.every((each) => each.name !== name))
  return {
    ...rest,
    ...overrides,
    command: (overrides.command ?? command ?? []).map((word) => substituted(word, parameters)),
    environment: [...kept, ...overridden],
    logStreamName: `${jobName}/default/${account.world.randomHex(16)}`,
  }
}

/** `Ref::name` in a command stands for a parameter; unknown ones stay (user guide, "Parameters"). */
function substituted(word: string, parameters: Record<string, string>): string {
  const name = /^Ref::(.+)$/.exec(word)?.[1]
  return name !== undefined && Object.hasOwn(parameters, name) ? parameters[name]! : word
}

/** Makes a job, or each child of an array, wait for what the dependency says. */
function addDependency(account: Account, job: Job, { jobId, type }: JobDependency): void {
  if (type && job.children.length === 0) {
    throw failure(account, `Only an array job can have a dependency of the type ${type}`)
  }
  if (type === 'SEQUENTIAL' && !jobId) {
    for (const [index, child] of job.children.entries()) {
      if (index > 0) child.waitsFor.add(job.children[index - 1]!)
    }
    return
  }
  const other = account.jobs.get(jobId ?? '')
  if (!other) throw failure(account, `The job to depend on does not exist: "${jobId ?? ''}"`)
  if (type === 'N_TO_N') return waitIndexByIndex(account, job, other)
  const waiting = job.children.length > 0 ? job.children : [job]
  for (const each of waiting) waitFor(account, each, other)
}

function waitIndexByIndex(account: Account, job: Job, other: Job): void {
  if (other.children.length !== job.children.length) {
    throw failure(account, 'An N_TO_N dependency must be between arrays of the same size')
  }
  for (const [index, child] of job.children.entries()) {
    waitFor(account, child, other.children[index]!)
  }
}

function waitFor(account: Account, job: Job, other: Job): void {
  if (other.status === 'FAILED') {
    throw failure(account, `The job to depend on has failed: "${other.id}"`)
  }
  if (!hasEnded(other)) job.waitsFor.add(other)
}

function uuid({ world }: Account): string {
  return world.randomHex(16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
