import type { ClusterState, ClusterStateChangeReason } from '@aws-sdk/client-emr'
import { outcomeOf } from '../shell-command.ts'
import type { Account } from './account.ts'
import { type Cluster, isActive, isEnding, type Step } from './cluster.ts'

/** How long a cluster stays in each state on its way, in milliseconds. */
const STAY = { STARTING: 120_000, BOOTSTRAPPING: 60_000, TERMINATING: 60_000 }

/** Sets a cluster on its way: STARTING, BOOTSTRAPPING, then RUNNING while there are steps. */
export function setOut(account: Account, cluster: Cluster): void {
  after(account, cluster, STAY.STARTING, () => {
    enter(cluster, 'BOOTSTRAPPING')
    after(account, cluster, STAY.BOOTSTRAPPING, () => {
      cluster.readyAt = account.agenda.now()
      proceed(account, cluster)
    })
  })
}

/** Starts as many pending steps as may run at once; without any left, waits or shuts down. */
export function proceed(account: Account, cluster: Cluster): void {
  if (cluster.readyAt === undefined || isEnding(cluster)) return
  const running = cluster.steps.filter(({ state }) => state === 'RUNNING').length
  const pending = cluster.steps.filter(({ state }) => state === 'PENDING')
  for (const step of pending.slice(0, cluster.stepConcurrencyLevel - running)) {
    start(account, cluster, step)
  }
  if (cluster.steps.some(isActive)) {
    cluster.callOff()
    enter(cluster, 'RUNNING')
  } else if (cluster.keepAlive) {
    waitForSteps(account, cluster)
  } else {
    const Message = 'Steps completed'
    terminate(account, cluster, { Code: 'ALL_STEPS_COMPLETED', Message })
  }
}

/** Shuts a cluster down; steps that have not ended are cancelled. */
export function terminate(
  account: Account,
  cluster: Cluster,
  reason: ClusterStateChangeReason,
): void {
  if (isEnding(cluster)) return
  enter(cluster, 'TERMINATING', reason)
  for (const step of cluster.steps.filter(isActive)) cancel(account, step)
  after(account, cluster, STAY.TERMINATING, () => {
    const hasFailed = reason.Code === 'STEP_FAILURE'
    enter(cluster, hasFailed ? 'TERMINATED_WITH_ERRORS' : 'TERMINATED', reason)
    cluster.endedAt = account.agenda.now()
  })
}

/** Cancels a step that runs or waits to. */
export function cancel(account: Account, step: Step): void {
  end(account, step, 'CANCELLED')
}

function start(account: Account, cluster: Cluster, step: Step): void {
  step.state = 'RUNNING'
  step.startedAt = account.agenda.now()
  const { ms, exitCode } = outcomeOf(step.config.HadoopJarStep?.Args ?? [])
  step.callOff = account.agenda.plan(ms, () => {
    end(account, step, exitCode === 0 ? 'COMPLETED' : 'FAILED')
    if (exitCode !== 0) failed(account, cluster, step)
    proceed(account, cluster)
  })
}

/** What the step's ActionOnFailure asks for (SDK text, StepConfig). */
function failed(account: Account, cluster: Cluster, step: Step): void {
  step.failure = 'Unknown Error'
  const action = step.config.ActionOnFailure ?? 'TERMINATE_CLUSTER'
  if (action === 'CONTINUE') return
  for (const other of cluster.steps) if (other.state === 'PENDING') cancel(account, other)
  // A lock keeps the instances "in the event of a job-flow error" (SDK text, RunJobFlow).
  if (action === 'CANCEL_AND_WAIT' || cluster.terminationProtected) {
    cluster.keepAlive = true
    waitForSteps(account, cluster)
  } else {
    const Message = 'Shut down as step failed'
    terminate(account, cluster, { Code: 'STEP_FAILURE', Message })
  }
}

function waitForSteps(account: Account, cluster: Cluster): void {
  if (cluster.state !== 'WAITING') {
    enter(cluster, 'WAITING', { Message: 'Cluster ready after last step completed.' })
  }
  const seconds = cluster.autoTermination?.IdleTimeout
  cluster.callOff()
  if (seconds === undefined) return
  after(account, cluster, seconds * 1000, () => {
    terminate(account, cluster, { Message: 'Shut down due to Auto-termination policy' })
  })
}

function end(account: Account, step: Step, state: Step['state']): void {
  step.callOff()
  step.state = state
  step.endedAt = account.agenda.now()
}

function enter(cluster: Cluster, state: ClusterState, reason: ClusterStateChangeReason = {}): void {
  cluster.state = state
  cluster.stateChangeReason = reason
}

function after(account: Account, cluster: Cluster, ms: number, happen: () => void): void {
  cluster.callOff()
  cluster.callOff = account.agenda.plan(ms, happen)
}
