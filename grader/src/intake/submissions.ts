import { lstatSync, readdirSync, realpathSync } from 'node:fs'
import { basename, join, resolve, sep } from 'node:path'

import { GraderError } from '../grader-error.ts'
import { coursePath, standsInFor } from './course-file.ts'
import type { CourseFile } from './course-file.ts'
import { isIgnored } from './entry-name.ts'
import { visibleName } from './visible-name.ts'
import { errorCode } from './refusal.ts'

/** One submission: where it lies, and a name for it that no other submission of the run has. */
export interface Source {
  path: string
  /** The folder's or file's name, with folders around it where two would be the same; printable. */
  name: string
}

const natural = new Intl.Collator('en', { numeric: true })

/** What instructors keep beside submissions; a submission is a folder, an archive or code. */
const beside = /\.(csv|json|md|txt)$/i

/**
 * Expands what was given on the command line: a submission stands for itself, a cohort's folder
 * for every submission in it, in natural order. A path given twice is graded once.
 *
 * A folder is a submission where something in it has the name of one of the course's folders or
 * files. By itself, a folder around a single submission is a cohort of one. Among several, as a
 * shell passes on `submissions/*`, it is a submission, and so is one in which there is nothing; what
 * instructors keep beside submissions is passed over.
 *
 * @throws {GraderError} where a path does not exist, or a folder given alone holds no submission.
 */
export function listSubmissions(paths: readonly string[], course: readonly CourseFile[]): Source[] {
  const known = new Set<string>()
  const found = paths
    .flatMap((path) => expand(resolve(path), { course, isAlone: paths.length === 1 }))
    .filter(({ real }) => !known.has(real) && known.add(real))
  if (found.length === 0) throw nothingIn(paths.join('", "'))
  const names = distinctNames(found.map(({ given }) => given))
  return found.map(({ real }, index) => ({ path: real, name: visibleName(names[index]!) }))
}

interface Found {
  /** As the operator wrote it, made absolute: the source of the name. */
  given: string
  /** Without the operator's own links. What is inside a cohort's folder is not resolved. */
  real: string
}

function expand(
  given: string,
  { course, isAlone }: { course: readonly CourseFile[]; isAlone: boolean },
): Found[] {
  const real = resolveGiven(given)
  if (!lstatSync(real).isDirectory()) {
    return !isAlone && beside.test(given) ? [] : [{ given, real }]
  }
  const names = readdirSync(real).filter((name) => !isIgnored(name))
  if (names.some((name) => isOfCourse(name, course))) return [{ given, real }]
  const submissions = names.filter((name) => !beside.test(name))
  if (!isAlone && isOneFolderAtMost(real, submissions)) return [{ given, real }]
  if (submissions.length === 0) throw nothingIn(given)
  return submissions
    .sort((one, other) => natural.compare(one, other) || (one < other ? -1 : 1))
    .map((name) => ({ given: join(given, name), real: join(real, name) }))
}

function nothingIn(given: string): GraderError {
  return new GraderError(`Cannot find a submission in "${given}"`, {
    fix: 'Give the folder of a submission, or a folder that holds folders or archives',
  })
}

function isOneFolderAtMost(folder: string, [first, ...others]: readonly string[]): boolean {
  if (others.length > 0) return false
  return first === undefined || lstatSync(join(folder, first)).isDirectory()
}

function resolveGiven(given: string): string {
  try {
    return realpathSync(given)
  } catch (error) {
    if (errorCode(error) === undefined) throw error
    throw new GraderError(`Cannot find the submission "${given}"`, {
      fix: 'Check the spelling of the path, and where it starts from',
      cause: error,
    })
  }
}

function isOfCourse(name: string, course: readonly CourseFile[]): boolean {
  return course.some(
    (exercise) => coursePath(exercise).includes(name) || standsInFor(name, exercise.file),
  )
}

/** The last part of each path, with as many parts before it as tell it from the others. */
function distinctNames(paths: readonly string[]): string[] {
  const names = paths.map((path) => basename(path))
  for (let parts = 2; ; parts++) {
    const counts = Map.groupBy(names.keys(), (index) => names[index]!.toLowerCase())
    const clashing = [...counts.values()].filter((same) => same.length > 1).flat()
    const longer = clashing.map((index) => paths[index]!.split(sep).slice(-parts).join('/'))
    const isStuck = clashing.every((index, at) => names[index] === longer[at])
    if (isStuck) return names
    for (const [at, index] of clashing.entries()) names[index] = longer[at]!
  }
}
