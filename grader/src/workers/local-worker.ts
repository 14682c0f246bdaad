import { exercisesOf, loadCourse } from '../course.ts'
import { directoryStore, noStore } from '../engine/result-store.ts'
import { gradeIntake, type SubmissionIntake, takeIn, unread } from '../grade.ts'
import { openGrading } from '../open-grading.ts'
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
  const { courseRoot, only, results } = settings
  const sections = await loadCourse(courseRoot, only)
  const store = results ? directoryStore(results.directory, { ...results, onProblem }) : noStore
  let last: { source: string; intake: SubmissionIntake } | undefined
  const grading = await openGrading(sections, settings, store)
  return {
    tier: grading.supply.tier,
    grade: async (source, { section, failure } = {}) => {
      if (failure !== undefined) {
        return gradeIntake(unread(source, new Error(failure)), grading, section)
      }
      if (section === undefined || last?.source !== source.path) {
        last = { source: source.path, intake: await takeIn(source, grading) }
      }
      return gradeIntake(last.intake, grading, section)
    },
    verify: (id) => {
      const exercise = exercisesOf(sections).find((one) => one.id === id)
      if (!exercise) throw new RangeError(`There is no exercise ${id}`)
      return verifyExercise(exercise, grading)
    },
    [Symbol.asyncDispose]: () => grading.supply[Symbol.asyncDispose](),
  }
}
