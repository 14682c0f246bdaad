import { BoxSupply } from '../box/box-supply.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { graderHash } from '../engine/result-key.ts'
import { directoryStore, noStore } from '../engine/result-store.ts'
import { type Grading, gradeSubmission, ungradedSubmission } from '../grade.ts'
import { commonPackages } from '../taught-packages.ts'
import { verifyExercise } from '../verify/verify-exercise.ts'
import type { Worker, WorkerSettings } from './worker.ts'

/**
 * A worker in this very process. `onProblem` hears, once, that results cannot be kept.
 *
 * @throws {GraderError} for a course, a target or a tier that cannot be had.
 */
export async function openLocalWorker(
  settings: WorkerSettings,
  onProblem: (error: Error) => void,
): Promise<Worker> {
  const { courseRoot, only, env, minTier, seed, deadlineMs, results } = settings
  const sections = await loadCourse(courseRoot, only)
  const exercises = exercisesOf(sections)
  const { target, unsupported } = await chooseTarget(settings.target, { env, sections })
  const packages = commonPackages(exercises)
  const supply = await BoxSupply.open({ size: 1, packages, ...(minTier ? { minTier } : {}) })
  const { tier } = supply
  const grading: Grading = {
    sections,
    supply,
    target,
    unsupported,
    identity: {
      grader: graderHash(),
      target: settings.target,
      tier: tier.name,
      seed,
      deadlineMs,
    },
    store: results ? directoryStore(results.directory, { ...results, onProblem }) : noStore,
    seed,
    deadlineMs,
    now: () => new Date(),
  }
  return {
    tier,
    grade: (source, failure) =>
      failure === undefined
        ? gradeSubmission(source, grading)
        : ungradedSubmission(source, grading, new Error(failure)),
    verify: (id) => {
      const exercise = exercises.find((one) => one.id === id)
      if (!exercise) throw new RangeError(`There is no exercise ${id}`)
      return verifyExercise(exercise, grading)
    },
    [Symbol.asyncDispose]: () => supply[Symbol.asyncDispose](),
  }
}
