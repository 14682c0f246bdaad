import type { DeclaredCheck } from '@workshop/testkit/declare'
import type { Box } from '../box/box.ts'
import { type BoxSupply, loadingSession } from '../box/box-supply.ts'
import type { LoadedExercise } from '../course.ts'
import type { Candidate } from '../intake/candidate.ts'
import type { ExerciseStatus } from '../result.ts'
import type { CheckOutcome } from '../score.ts'
import { describeFailure } from './describe-failure.ts'
import { runCheck } from './run-check.ts'
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

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#box?.close()
  }
}

/** Runs checks against one candidate: a submission's file, a stub, a solution, a mutant. */
export async function gradeCandidate(
  candidate: Candidate,
  options: {
    exercise: LoadedExercise
    checks: readonly DeclaredCheck[]
    section: SectionBox
    seed: number
    target: TargetFactory
    /** Real milliseconds for all checks together. */
    deadlineMs: number
  },
): Promise<CandidateRun> {
  const { exercise, checks, section, deadlineMs } = options
  const outcomes = new Map<string, CheckOutcome>()
  const started = performance.now()
  // The same id for two candidates of one exercise would share what is loaded.
  const loadedAs = `${exercise.id} ${candidate.sha256.slice(0, 12)}`
  let message: string | undefined
  let breaches = 0
  let traces = ''
  for (const check of checks) {
    const { box } = section
    const failure = await loadInto(box, { loadedAs, candidate, exercise })
    if (failure) return { status: 'broken', outcomes, message: failure, ...withDetail(box.traces) }
    if (performance.now() - started > deadlineMs) {
      const late = `The exercise took more than ${deadlineMs / 1_000} s`
      return { status: 'timed-out', outcomes, message: late, ...withDetail(box.traces) }
    }
    outcomes.set(check.name, await runCheck(check, { ...options, box, exercise: loadedAs }))
    traces = box.traces
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
    const banned = exercise.exercise.banned ?? {}
    await box.load(loadedAs, { candidate, banned, session: loadingSession() })
    return undefined
  } catch (error) {
    return `The file does not load: ${describeFailure(error)}`
  }
}

function withDetail(traces: string): { detail?: string } {
  return traces === '' ? {} : { detail: traces }
}
