import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Exercise } from '@workshop/exercise'
import { GraderError } from './grader-error.ts'
import type { CourseFile } from './intake/course-file.ts'
import { loadExercise, titleOf } from './load-exercise.ts'
import { taughtPackages } from './taught-packages.ts'

/** The workshop's own root, where `modules` lies. */
export const COURSE_ROOT = path.resolve(import.meta.dirname, '../..')

/** An exercise with everything its folder says. */
export interface LoadedExercise extends CourseFile {
  /** The section's id, as in `3.9`. */
  section: string
  title: string
  /** The exercise's folder, absolute. */
  folder: string
  /** The rubric, hints, mutants: `grading/exercise.ts`. */
  exercise: Exercise
  maxPoints: number
  /** SDK packages that its section teaches: a candidate may import these. */
  packages: readonly string[]
}

/** A section of the course, one package of exercises. */
export interface Section {
  /** As in `3.9`. */
  id: string
  title: string
  exercises: LoadedExercise[]
}

/**
 * Loads the course below `root/modules`, in order; `only` keeps the sections and exercises named.
 *
 * @throws {GraderError} where there is no course, for a malformed exercise, two with the same id,
 *   or a name in `only` that nothing has.
 */
export async function loadCourse(root: string, only: readonly string[] = []): Promise<Section[]> {
  const wanted = (await sectionFolders(root)).filter(
    (name) => only.length === 0 || only.some((id) => touches(id, sectionId(name))),
  )
  const sections = await Promise.all(
    wanted.map((name) => loadSection(root, path.posix.join('modules', name), only)),
  )
  const found = sections.filter(({ exercises }) => exercises.length > 0)
  refuseUnknown(only, found)
  refuseTwins(found)
  return found
}

/** All exercises of some sections, in order. */
export function exercisesOf(sections: readonly Section[]): LoadedExercise[] {
  return sections.flatMap(({ exercises }) => exercises)
}

/**
 * The names of the sections' folders in `modules`, in order.
 *
 * @throws {GraderError} where there is no course.
 */
export async function sectionFolders(root: string): Promise<string[]> {
  const names = await foldersIn(path.join(root, 'modules'))
  return names.filter((name) => /^\d+\.\d+-/.test(name)).toSorted(byNumbers)
}

/** The names of the exercises' folders in a section's folder, in order. */
export async function exerciseFolders(root: string, section: string): Promise<string[]> {
  const folder = path.join(root, 'modules', section, 'exercises')
  const names = existsSync(folder) ? await readdir(folder) : []
  return names.filter((name) => /^\d+-/.test(name)).toSorted(byNumbers)
}

/** The id of the section in a folder of `modules`: that of `3.9-dynamodb` is `3.9`. */
export function sectionId(folderName: string): string {
  return folderName.split('-')[0]!
}

/** `3.9` touches `3.9` and, as the section of an exercise, is touched by `3.9.1`. */
function touches(only: string, id: string): boolean {
  return only === id || only.startsWith(`${id}.`) || id.startsWith(`${only}.`)
}

async function loadSection(root: string, dir: string, only: readonly string[]): Promise<Section> {
  const id = sectionId(path.basename(dir))
  const exercisesDir = path.posix.join(dir, 'exercises')
  const names = await exerciseFolders(root, path.basename(dir))
  const packages = await taughtPackages(path.join(root, dir))
  const exercises = await Promise.all(
    names
      .map((name) => ({ name, exerciseId: `${id}.${name.split('-')[0]}` }))
      .filter(
        ({ exerciseId }) => only.length === 0 || only.some((wanted) => touches(wanted, exerciseId)),
      )
      .map(({ name, exerciseId }) =>
        loadExercise({
          root,
          dir: path.posix.join(exercisesDir, name),
          id: exerciseId,
          section: id,
          packages,
        }),
      ),
  )
  return { id, title: await titleOf(path.join(root, dir)), exercises }
}

function refuseUnknown(only: readonly string[], sections: readonly Section[]) {
  const ids = exercisesOf(sections).map(({ id }) => id)
  const unknown = only.find((wanted) => !ids.some((id) => `${id}.`.startsWith(`${wanted}.`)))
  if (unknown === undefined) return
  throw new GraderError(`There is no section or exercise "${unknown}"`, {
    fix: 'Run "grader list" to see all of them',
  })
}

/** Results are kept and points are added up by id: there is one exercise of each. */
function refuseTwins(sections: readonly Section[]) {
  const exercises = exercisesOf(sections)
  for (const [id, [first, second]] of Map.groupBy(exercises, (exercise) => exercise.id)) {
    if (!first || !second) continue
    throw new GraderError(`Two exercises are ${id}: "${first.dir}" and "${second.dir}"`, {
      fix: 'Give one of the folders another number',
    })
  }
}

async function foldersIn(modules: string): Promise<string[]> {
  try {
    return await readdir(modules)
  } catch (error) {
    throw new GraderError(`Cannot read the course in "${modules}"`, {
      fix: 'Check out the whole workshop: its sections lie in the folder modules',
      cause: error,
    })
  }
}

function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
