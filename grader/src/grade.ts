import { hiddenChecks } from './engine/check-files.ts'
import { gradeCandidate, SectionBox } from './engine/grade-candidate.ts'
import type { CheckBudget } from './engine/run-check.ts'
import { resultKey, type ResultIdentity } from './engine/result-key.ts'
import type { ResultStore } from './engine/result-store.ts'
import type { TargetFactory } from './engine/target-factory.ts'
import type { BoxSupply } from './box/box-supply.ts'
import { exercisesOf, type LoadedExercise, type Section } from './course.ts'
import { describeFailure } from './engine/describe-failure.ts'
import type { Candidate } from './intake/candidate.ts'
import { type Intake, readSubmission } from './intake/read-submission.ts'
import type { Source } from './intake/submissions.ts'
import type { ExerciseResult, SubmissionReport } from './result.ts'
import { earned, score } from './score.ts'

/** What grading needs besides the submissions. */
export interface Grading {
  sections: readonly Section[]
  supply: BoxSupply
  target: TargetFactory
  /** Why the target cannot serve an exercise, if it cannot. */
  unsupported?: (exercise: LoadedExercise) => string | undefined
  /** What results are known by, besides candidate and exercise. */
  identity: ResultIdentity
  store: ResultStore
  seed: number
  /** Real milliseconds an exercise may take. */
  deadlineMs: number
  /** What one check may spend, where that differs from the usual. */
  budget?: CheckBudget
  /** The time of day, for reports. */
  now: () => Date
}

/** What intake says, or why the grader could not ask it. */
export type SubmissionIntake = Intake & { failure?: unknown }

/**
 * Grades one submission: every exercise of every section, a box per section. A submission that the
 * grader may not read is ungraded, as a whole.
 */
export async function gradeSubmission(source: Source, grading: Grading): Promise<SubmissionReport> {
  return gradeIntake(await takeIn(source, grading), grading)
}

/** What is handed in, for all sections. What the grader may not read becomes its `failure`. */
export async function takeIn(source: Source, { sections }: Grading): Promise<SubmissionIntake> {
  try {
    return await readSubmission(source, exercisesOf(sections))
  } catch (failure) {
    return unread(source, failure)
  }
}

/** What is handed in where the grader failed before it could read it, or at grading it. */
export function unread({ name }: Source, failure: unknown): SubmissionIntake {
  return { name, candidates: new Map(), refused: new Map(), notices: [], failure }
}

/** Grades what is handed in: all sections, or the one of an id. */
export async function gradeIntake(
  intake: SubmissionIntake,
  grading: Grading,
  only?: string,
): Promise<SubmissionReport> {
  const started = performance.now()
  const exercises: ExerciseResult[] = []
  const sections = grading.sections.filter(({ id }) => only === undefined || id === only)
  for (const { exercises: ofSection } of sections) {
    await using section = new SectionBox(grading.supply)
    const before: Candidate[] = []
    for (const exercise of ofSection) {
      exercises.push(await gradeExercise(exercise, { intake, section, before, grading }))
      const candidate = intake.candidates.get(exercise.id)
      if (candidate) before.push(candidate)
    }
  }
  return {
    submission: intake.name,
    ...(intake.commit === undefined ? {} : { commit: intake.commit }),
    points: exercises.reduce((sum, { points }) => sum + (points ?? 0), 0),
    maxPoints: exercises.reduce(
      (sum, { status, maxPoints }) => sum + (status === 'skipped' ? 0 : maxPoints),
      0,
    ),
    ungraded: exercises.filter(({ status }) => status === 'ungraded').length,
    exercises,
    notices: intake.unreadable ? [intake.unreadable, ...intake.notices] : intake.notices,
    gradedAt: grading.now().toISOString(),
    durationMs: Math.round(performance.now() - started),
  }
}

interface ExerciseWork {
  intake: SubmissionIntake
  section: SectionBox
  /** What was handed in for the exercises of the section that come earlier. */
  before: readonly Candidate[]
  grading: Grading
}

async function gradeExercise(
  exercise: LoadedExercise,
  work: ExerciseWork,
): Promise<ExerciseResult> {
  const { intake, before, grading } = work
  const candidate = intake.candidates.get(exercise.id)
  const key = resultKey({ exercise, candidate, before }, grading.identity)
  // Only what a box was asked about is worth keeping; the rest has no identity but its submission.
  const known = candidate && (await grading.store.read(key))
  if (known) return known
  const started = performance.now()
  const result = await freshResult(exercise, { ...work, candidate })
  const graded = { ...result, key, durationMs: Math.round(performance.now() - started) }
  // What the grader failed at is tried again next time.
  if (candidate && graded.status !== 'ungraded') await grading.store.write(graded)
  return graded
}

type Fresh = Omit<ExerciseResult, 'key' | 'durationMs'>

async function freshResult(
  exercise: LoadedExercise,
  work: ExerciseWork & { candidate: Candidate | undefined },
): Promise<Fresh> {
  const { candidate, intake, section, grading } = work
  const { id, title, maxPoints, dir, file } = exercise
  const base = { id, title, section: exercise.section, file: `${dir}/${file}`, maxPoints }
  const nothing = { points: 0, checks: score(exercise.exercise, new Map()) }
  const unsupported = grading.unsupported?.(exercise)
  if (unsupported) {
    return { ...base, ...nothing, status: 'skipped', points: null, message: unsupported }
  }
  const refused = intake.unreadable ?? intake.refused.get(id)
  if (refused !== undefined) return { ...base, ...nothing, status: 'broken', message: refused }
  if (!candidate && intake.failure === undefined) {
    return { ...base, ...nothing, status: 'missing', message: 'The file was not handed in' }
  }
  try {
    if (!candidate) throw intake.failure
    const checks = await hiddenChecks(exercise)
    const run = await gradeCandidate(candidate, { ...grading, exercise, checks, section })
    const scored = score(exercise.exercise, run.outcomes)
    const { status, message, detail } = run
    return {
      ...base,
      status,
      points: earned(scored),
      checks: scored,
      ...(message === undefined ? {} : { message }),
      ...(detail === undefined ? {} : { detail }),
    }
  } catch (error) {
    const detail = describeFailure(error)
    const message = 'The grader failed here; this is not your fault and costs no points'
    return { ...base, ...nothing, status: 'ungraded', points: null, message, detail }
  }
}
