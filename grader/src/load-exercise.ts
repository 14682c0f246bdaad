import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Exercise, pointsOf } from '@workshop/exercise'
import type { LoadedExercise } from './course.ts'
import { GraderError } from './grader-error.ts'

/** Where an exercise lies in a course. */
export interface ExercisePlace {
  /** The course's root, absolute. */
  root: string
  /** The exercise's folder from there, with `/` between its parts. */
  dir: string
  id: string
  section: string
  packages: readonly string[]
}

/**
 * Loads what an exercise's folder says about it.
 *
 * @throws {GraderError} where a part is missing, or `grading/exercise.ts` cannot be used.
 */
export async function loadExercise({
  root,
  dir,
  id,
  section,
  packages,
}: ExercisePlace): Promise<LoadedExercise> {
  const folder = path.join(root, dir)
  requirePart(folder, dir, 'grading/exercise.ts')
  requirePart(folder, dir, 'grading/checks.test.ts')
  const exercise = await importExercise(folder, `${dir}/grading/exercise.ts`)
  requirePart(folder, dir, exercise.file)
  const lines = Object.values(exercise.rubric)
  const maxPoints = lines.reduce<number>((sum, line) => sum + pointsOf(line), 0)
  const title = await titleOf(folder)
  return { id, section, dir, folder, file: exercise.file, exercise, maxPoints, packages, title }
}

/** The heading of a folder's README; without one, the folder's name. */
export async function titleOf(folder: string): Promise<string> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  return /^# (.+)$/m.exec(readme)?.[1]?.trim() ?? path.basename(folder)
}

function requirePart(folder: string, dir: string, part: string) {
  if (existsSync(path.join(folder, part))) return
  throw new GraderError(`The exercise "${dir}" has no ${part}`, {
    fix: 'Add the file, or move the folder out of the course',
  })
}

async function importExercise(folder: string, file: string): Promise<Exercise> {
  const { href } = pathToFileURL(path.join(folder, 'grading/exercise.ts'))
  let loaded: { default?: Partial<Exercise> }
  try {
    loaded = (await import(href)) as typeof loaded
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new GraderError(`Cannot load "${file}": ${reason.split('\n')[0]}`, {
      fix: 'Mend the file; it is TypeScript that Node runs as it is',
      cause: error,
    })
  }
  const { file: stub, rubric, hints, mutants } = loaded.default ?? {}
  if (!stub || !rubric || !hints || !mutants) {
    throw new GraderError(`"${file}" does not export a defineExercise({ … })`, {
      fix: 'Write `export default defineExercise({ file, rubric, hints, mutants })`',
    })
  }
  const worthless = Object.entries(rubric).find(([, line]) => !(pointsOf(line) > 0))
  if (worthless || Object.keys(rubric).length === 0) {
    const what = worthless ? `gives "${worthless[0]}" no points` : 'has an empty rubric'
    throw new GraderError(`"${file}" ${what}`, { fix: 'Give every check a number above 0' })
  }
  return loaded.default as Exercise
}
