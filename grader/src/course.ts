import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Exercise, pointsOf } from '@workshop/exercise'
import { GraderError } from './grader-error.ts'
import type { CourseFile } from './intake/course-file.ts'

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
 * @throws {GraderError} for a malformed exercise, or a name in `only` that nothing has.
 */
export async function loadCourse(root: string, only: readonly string[] = []): Promise<Section[]> {
  const modules = path.join(root, 'modules')
  const names = (await readdir(modules)).filter((name) => /^\d+\.\d+-/.test(name))
  const wanted = names.filter(
    (name) => only.length === 0 || only.some((id) => touches(id, sectionId(name))),
  )
  const sections = await Promise.all(
    wanted.toSorted(byNumbers).map((name) => loadSection(root, path.join('modules', name), only)),
  )
  const found = sections.filter(({ exercises }) => exercises.length > 0)
  refuseUnknown(only, found)
  return found
}

/** All exercises of some sections, in order. */
export function exercisesOf(sections: readonly Section[]): LoadedExercise[] {
  return sections.flatMap(({ exercises }) => exercises)
}

function sectionId(folderName: string): string {
  return folderName.split('-')[0]!
}

/** `3.9` touches `3.9` and, as the section of an exercise, is touched by `3.9.1`. */
function touches(only: string, id: string): boolean {
  return only === id || only.startsWith(`${id}.`) || id.startsWith(`${only}.`)
}

async function loadSection(root: string, dir: string, only: readonly string[]): Promise<Section> {
  const id = sectionId(path.basename(dir))
  const exercisesDir = path.join(dir, 'exercises')
  const names = existsSync(path.join(root, exercisesDir))
    ? await readdir(path.join(root, exercisesDir))
    : []
  const exercises = await Promise.all(
    names
      .filter((name) => /^\d+-/.test(name))
      .toSorted(byNumbers)
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
        }),
      ),
  )
  return { id, title: await titleOf(path.join(root, dir)), exercises }
}

async function loadExercise(place: {
  root: string
  dir: string
  id: string
  section: string
}): Promise<LoadedExercise> {
  const { root, dir, id, section } = place
  const folder = path.join(root, dir)
  for (const part of ['grading/exercise.ts', 'grading/checks.test.ts']) {
    if (existsSync(path.join(folder, part))) continue
    throw new GraderError(`The exercise "${dir}" has no ${part}`, {
      fix: 'Add the file, or move the folder out of the course',
    })
  }
  const url = pathToFileURL(path.join(folder, 'grading/exercise.ts')).href
  const { default: exercise } = (await import(url)) as { default?: Exercise }
  if (!exercise?.file || !exercise.rubric) {
    throw new GraderError(`"${dir}/grading/exercise.ts" does not export a defineExercise({ … })`, {
      fix: 'Write `export default defineExercise({ file, rubric, hints, mutants })`',
    })
  }
  const maxPoints = Object.values(exercise.rubric).reduce<number>(
    (sum, line) => sum + pointsOf(line),
    0,
  )
  return {
    id,
    section,
    dir,
    folder,
    file: exercise.file,
    exercise,
    maxPoints,
    title: await titleOf(folder),
  }
}

async function titleOf(folder: string): Promise<string> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  return /^# (.+)$/m.exec(readme)?.[1]?.trim() ?? path.basename(folder)
}

function refuseUnknown(only: readonly string[], sections: readonly Section[]) {
  const ids = sections.flatMap((section) => [section.id, ...section.exercises.map(({ id }) => id)])
  const unknown = only.find((id) => !ids.includes(id) && !ids.some((known) => touches(id, known)))
  if (unknown === undefined) return
  throw new GraderError(`There is no section or exercise "${unknown}"`, {
    fix: 'Run "grader list" to see all of them',
  })
}

function byNumbers(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}
