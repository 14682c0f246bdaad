import type { Agenda } from '../agenda.ts'
import { awsError, type SdkModule, type World } from '../service.ts'
import type { Cluster } from './cluster.ts'

/** What all operations of one EMR share. */
export interface Account {
  world: World
  sdk: SdkModule
  agenda: Agenda
  /** By id, in order of their creation. */
  clusters: Map<string, Cluster>
}

/** Makes the InvalidRequestException (SDK text). AWS's messages are not published. */
export function invalidRequest(account: Account, message: string): Error {
  return awsError(account.sdk, 'InvalidRequestException', { message })
}

/**
 * Makes the ValidationException that the operations of EMR's first API version answer with
 * (RunJobFlow, AddJobFlowSteps, TerminateJobFlows). The SDK has no class for it.
 */
export function invalid(account: Account, message: string): Error {
  return awsError(account.sdk, 'ValidationException', { message })
}

/** Returns a cluster, up to date; throws InvalidRequestException if there is none. */
export function findCluster(account: Account, id: string | undefined): Cluster {
  account.agenda.catchUp()
  const cluster = account.clusters.get(id ?? '')
  if (cluster) return cluster
  throw invalidRequest(account, `Cluster id '${id ?? ''}' is not valid.`)
}

/** Returns a job flow, as the first API version calls a cluster; throws ValidationException. */
export function findJobFlow(account: Account, id: string | undefined): Cluster {
  account.agenda.catchUp()
  const cluster = account.clusters.get(id ?? '')
  if (cluster) return cluster
  throw invalid(account, `Specified job flow ID does not exist: ${id ?? ''}`)
}

/** Makes an id like AWS's own: a prefix and 13 upper-case letters and digits. */
export function newId({ world }: Account, prefix: 'j' | 's'): string {
  const number = BigInt(`0x${world.randomHex(9)}`)
  return `${prefix}-${number.toString(36).toUpperCase().padStart(13, '0').slice(-13)}`
}
