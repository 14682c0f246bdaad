import type { DeclaredCheck } from '@workshop/testkit/declare'
import { Breach } from '@workshop/testkit/membrane/host'
import type { Box } from '../box/box.ts'
import { type BoxSupply, loadingSession } from '../box/box-supply.ts'
import type { LoadedExercise } from '../course.ts'
import type { Candidate } from '../intake/candidate.ts'
import type { ExerciseStatus } from '../result.ts'
import type { CheckOutcome } from '../score.ts'
import { describeFailure } from './describe-failure.ts'
import { CHECK_BUDGET, type CheckBudget, runCheck } from './run-check.ts'
import type { TargetFactory } from './target-factory.ts'

/** How often a candidate may break a box before the rest of its checks are given up. */
const MAX_BREACHES = 3

/** What running checks against a candidate told us, before any points. */
export interface CandidateRun {
  status: Extract<ExerciseStatus, 'completed' | 'broken' | 'timed-out'>
  outcomes: Map<string, CheckOutcome>
  /** Why it is broken, or which budget was exceeded, in the student's words. */
  message?: string
  /** What the box left behind, for instructors. */
  detail?: string
}

/** A box that is used until it breaks a rule, and then replaced. */
export class SectionBox implements AsyncDisposable {
  readonly #supply: BoxSupply
  #box: Box | undefined

  constructor(supply: BoxSupply) {
    this.#supply = supply
  }

  /** The box in use; a new one if there is none, or if it is no longer believed. */
  get box(): Box {
    if (this.#box?.host.breach) this.#box = undefined
    this.#box ??= this.#supply.take()
    return this.#box
  }

  /** Whether the box in use has loaded a candidate before. */
  get isUsed(): boolean {
    return this.#box !== undefined && !this.#box.host.breach && this.#box.candidates > 0
  }

  /** Throws the box away; the next one is fresh. */
  async renew(): Promise<void> {
    await this.#box?.close()
    this.#box = undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#box?.close()
  }
}

export interface CandidateOptions {
  exercise: LoadedExercise
  checks: readonly DeclaredCheck[]
  section: SectionBox
  seed: number
  target: TargetFactory
  /** Real milliseconds for all checks together. */
  deadlineMs: number
  /** What one check may spend, where that differs from the usual. */
  budget?: CheckBudget
  /** Enough to know that a candidate is wrong: ends at a check that fails, and runs none again. */
  stopAtFailure?: boolean
}

/**
 * Runs checks against one candidate: a submission's file, a stub, a solution, a mutant. A name that
 * two checks have earns nothing, whatever they say. Rejects when the box does not start: that is
 * nothing the candidate did.
 *
 * What fails in a box that another candidate has used is run again in a fresh one, and that counts:
 * what the other one broke costs this one nothing, and what it kept of its checks' inputs is not
 * there for this one to say while it loads.
 */
export async function gradeCandidate(
  candidate: Candidate,
  options: CandidateOptions,
): Promise<CandidateRun> {
  const { checks, section } = options
  const wasUsed = section.isUsed
  const run = await runChecks(candidate, options)
  const passed = [...run.outcomes.values()].filter(({ status }) => status === 'passed')
  if (options.stopAtFailure || !wasUsed || passed.length === checks.length) return run
  await section.renew()
  return runChecks(candidate, options)
}

async function runChecks(candidate: Candidate, options: CandidateOptions): Promise<CandidateRun> {
  const { exercise, checks, section, deadlineMs, budget = CHECK_BUDGET } = options
  const outcomes = new Map<string, CheckOutcome>()
  const started = performance.now()
  // The same id for two candidates of one exercise would share what is loaded.
  const loadedAs = `${exercise.id} ${candidate.sha256.slice(0, 12)}`
  let message: string | undefined
  let breaches = 0
  let traces = ''
  const left = () => deadlineMs - (performance.now() - started)
  const late = `The exercise took more than ${deadlineMs / 1_000} s`
  for (const check of checks) {
    if (outcomes.has(check.name)) {
      outcomes.set(check.name, { status: 'not-run', detail: 'Several checks have this name' })
      continue
    }
    const { box } = section
    const failure = await loadInto(box, { loadedAs, candidate, exercise })
    if (failure) return { status: 'broken', outcomes, message: failure, ...withDetail(box.traces) }
    if (left() > 0) {
      const affordable = { ...budget, ms: Math.min(budget.ms, left()) }
      const run = { ...options, box, exercise: loadedAs, budget: affordable }
      outcomes.set(check.name, await runCheck(check, run))
    }
    traces = box.traces
    if (left() <= 0) return { status: 'timed-out', outcomes, message: late, ...withDetail(traces) }
    if (options.stopAtFailure && outcomes.get(check.name)?.status !== 'passed') break
    if (!box.host.breach) continue
    message ??= box.host.breach.message
    if (++breaches >= MAX_BREACHES) break
  }
  return {
    status: 'completed',
    outcomes,
    ...(message === undefined ? {} : { message }),
    ...withDetail(traces),
  }
}

async function loadInto(
  box: Box,
  what: { loadedAs: string; candidate: Candidate; exercise: LoadedExercise },
): Promise<string | undefined> {
  const { loadedAs, candidate, exercise } = what
  try {
    const { packages } = exercise
    await box.load(loadedAs, { candidate, packages, session: loadingSession() })
    return undefined
  } catch (error) {
    if (!box.started) throw error
    const reason = error instanceof Breach ? error.message : describeFailure(error)
    return `The file does not load: ${reason}`
  }
}

function withDetail(traces: string): { detail?: string } {
  return traces === '' ? {} : { detail: traces }
}
