import type { Account } from './account.ts'
import { attemptOutcome } from './attempt-outcome.ts'
import { hasEnded, type Job } from './job.ts'
import { type AttemptEnd, isRetried } from './retry.ts'

/** How long a job stays in each state on its way, in milliseconds. */
const STAY = { SUBMITTED: 1000, RUNNABLE: 10_000, STARTING: 20_000 }

/**
 * Sets a job on its way: SUBMITTED, PENDING while it waits for others, RUNNABLE, STARTING, RUNNING,
 * and SUCCEEDED or FAILED (user guide, "Job states"). A parent is PENDING while its children run.
 */
export function setOut(account: Account, job: Job): void {
  job.status = 'SUBMITTED'
  for (const other of job.waitsFor) other.awaitedBy.add(job)
  after(account, job, STAY.SUBMITTED, () => {
    if (job.children.length > 0 || job.waitsFor.size > 0) job.status = 'PENDING'
    else becomeRunnable(account, job)
  })
  for (const child of job.children) setOut(account, child)
}

/**
 * Cancels a job that has not progressed to STARTING; one that waits for others fails once they have
 * ended (SDK text, CancelJob).
 */
export function cancelJob(account: Account, job: Job, reason: string): void {
  if (hasEnded(job)) return
  if (job.children.length > 0) {
    job.isCancelled = true
    for (const child of job.children) cancelJob(account, child, reason)
  } else if (job.status !== 'STARTING' && job.status !== 'RUNNING') {
    job.isCancelled = true
    job.stopReason = reason
    if (job.waitsFor.size === 0) fail(account, job, reason)
  }
}

/** Terminates a job that starts or runs, cancels one that does not yet (SDK text, TerminateJob). */
export function stopJob(account: Account, job: Job, reason: string): void {
  if (hasEnded(job)) return
  if (job.children.length > 0) {
    job.isTerminated = true
    for (const child of job.children) stopJob(account, child, reason)
  } else if (job.status === 'STARTING' || job.status === 'RUNNING') {
    job.isTerminated = true
    if (job.status === 'RUNNING') closeAttempt(account, job, { statusReason: reason })
    fail(account, job, reason)
  } else {
    cancelJob(account, job, reason)
  }
}

function after(account: Account, job: Job, ms: number, happen: () => void): void {
  job.callOff()
  job.callOff = account.agenda.plan(ms, happen)
}

function becomeRunnable(account: Account, job: Job): void {
  if (job.stopReason !== undefined) return fail(account, job, job.stopReason)
  job.status = 'RUNNABLE'
  if (job.place && job.place.parent.status === 'SUBMITTED') job.place.parent.status = 'PENDING'
  after(account, job, STAY.RUNNABLE, () => {
    job.status = 'STARTING'
    after(account, job, STAY.STARTING, () => runAttempt(account, job))
  })
}

function runAttempt(account: Account, job: Job): void {
  job.status = 'RUNNING'
  job.startedAt = account.agenda.now()
  const { ms, ...end } = attemptOutcome(job)
  const limit = (job.timeout?.attemptDurationSeconds ?? Infinity) * 1000
  if (ms > limit) {
    const statusReason = 'Job attempt duration exceeded timeout'
    after(account, job, limit, () => {
      closeAttempt(account, job, { exitCode: 137, statusReason })
      fail(account, job, statusReason)
    })
  } else after(account, job, ms, () => endAttempt(account, job, end))
}

function endAttempt(account: Account, job: Job, end: AttemptEnd): void {
  closeAttempt(account, job, end)
  if (end.exitCode === 0) {
    job.statusReason = end.statusReason
    finish(account, job, 'SUCCEEDED')
  } else if (isRetried(job.retryStrategy, job.attempts.length, end)) {
    becomeRunnable(account, job)
  } else fail(account, job, end.statusReason)
}

function closeAttempt(account: Account, job: Job, { statusReason, ...container }: AttemptEnd) {
  const logStreamName = `${job.container.logStreamName}/${job.attempts.length + 1}`
  job.attempts.push({
    container: { ...container, logStreamName },
    startedAt: job.startedAt,
    stoppedAt: account.agenda.now(),
    statusReason,
  })
  Object.assign(job.container, container)
}

function fail(account: Account, job: Job, reason: string): void {
  job.statusReason = reason
  finish(account, job, 'FAILED')
}

function finish(account: Account, job: Job, status: 'SUCCEEDED' | 'FAILED'): void {
  job.callOff()
  job.status = status
  job.stoppedAt = account.agenda.now()
  for (const other of job.awaitedBy) {
    other.waitsFor.delete(job)
    if (hasEnded(other)) continue
    if (status === 'FAILED') failWithDependency(account, other)
    else if (other.waitsFor.size === 0 && other.status === 'PENDING') proceed(account, other)
  }
  if (job.place) finishParent(account, job.place.parent)
}

function failWithDependency(account: Account, job: Job): void {
  if (job.children.length === 0) fail(account, job, job.stopReason ?? 'Dependent Job failed')
}

function proceed(account: Account, job: Job): void {
  if (job.children.length === 0) becomeRunnable(account, job)
}

function finishParent(account: Account, parent: Job): void {
  parent.childrenLeft--
  if (parent.childrenLeft > 0) return
  const hasFailed = parent.children.some(({ status }) => status === 'FAILED')
  if (hasFailed) fail(account, parent, 'Array Child Job failed')
  else finish(account, parent, 'SUCCEEDED')
}
