import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { LoadedExercise } from '../src/course.ts'

/**
 * Writes a cohort to grade: reference solutions, where every other submission has a mutant in the
 * place of one exercise in three, so that failing is paid for too.
 */
export function writeCohort(
  folder: string,
  exercises: readonly LoadedExercise[],
  size: number,
): void {
  for (let student = 0; student < size; student++) {
    exercises.forEach((exercise, position) => {
      const directory = path.join(folder, `student-${student}`, exercise.dir)
      mkdirSync(directory, { recursive: true })
      const isWrong = student % 2 === 1 && (position + student) % 3 === 0
      const file = isWrong ? oneMutant(exercise, student) : 'grading/solution.ts'
      cpSync(path.join(exercise.folder, file), path.join(directory, exercise.file))
    })
  }
}

function oneMutant({ folder }: LoadedExercise, student: number): string {
  const mutants = readdirSync(path.join(folder, 'grading/mutants')).toSorted()
  return path.join('grading/mutants', mutants[student % mutants.length]!)
}
