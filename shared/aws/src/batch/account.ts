import type { ComputeEnvironmentDetail, JobDefinition, JobQueueDetail } from '@aws-sdk/client-batch'
import type { Agenda } from '../agenda.ts'
import { awsError, type SdkModule, type World } from '../service.ts'
import type { Job } from './job.ts'

/** What all operations of one Batch share. */
export interface Account {
  world: World
  sdk: SdkModule
  agenda: Agenda
  /** By name. */
  environments: Map<string, ComputeEnvironmentDetail>
  /** By name. */
  queues: Map<string, JobQueueDetail>
  /** By name; the revisions in order, those that were deregistered too. */
  definitions: Map<string, JobDefinition[]>
  /** By id; children of array jobs too. */
  jobs: Map<string, Job>
}

/** Makes the ClientException, Batch's only error for a bad request (SDK text). Texts are ours. */
export function failure(account: Account, message: string): Error {
  return awsError(account.sdk, 'ClientException', { message })
}

/** Refuses the first of the named members that is present in `input`. */
export function refuseMembers(account: Account, input: object, members: string[]): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined || value === null || !members.includes(member)) continue
    throw awsError(account.sdk, 'NotImplemented', {
      message: `The member "${member}" is not emulated`,
      status: 501,
    })
  }
}

/** Returns a name: up to 128 letters, numbers, hyphens and underscores, the first no hyphen. */
export function requireName(account: Account, member: string, name: string | undefined): string {
  if (name && /^[A-Za-z0-9][\w-]{0,127}$/.test(name)) return name
  throw failure(
    account,
    `${member} must have 1 to 128 letters, numbers, hyphens and underscores and start with a ` +
      `letter or number: "${name ?? ''}"`,
  )
}

/** Returns a whole number in a range; throws ClientException otherwise. */
export function requireInteger(
  account: Account,
  [member, value]: [member: string, value: number | undefined],
  [min, max]: [min: number, max: number],
): number {
  if (value !== undefined && Number.isInteger(value) && value >= min && value <= max) return value
  throw failure(account, `${member} must be a whole number between ${min} and ${max}: ${value}`)
}

/** The ARN of a resource of this account, as in `job-queue/first-run-job-queue`. */
export function arnOf({ world }: Account, resource: string): string {
  return `arn:aws:batch:${world.region}:${world.accountId}:${resource}`
}

/** The name in a reference that is a name or an ARN of this kind of resource. */
export function nameIn(account: Account, kind: string, reference: string): string {
  const prefix = arnOf(account, `${kind}/`)
  return reference.startsWith(prefix) ? reference.slice(prefix.length) : reference
}

/** Returns the job queue a request names; throws ClientException if there is none. */
export function findQueue(account: Account, reference: string | undefined): JobQueueDetail {
  const queue = account.queues.get(nameIn(account, 'job-queue', reference ?? ''))
  if (queue) return queue
  throw failure(account, `JobQueue "${reference ?? ''}" does not exist`)
}
