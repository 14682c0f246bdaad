import { coursePath, standsInFor, withoutEnding } from './course-file.ts'
import type { CourseFile } from './course-file.ts'

/** An exercise that a path of a submission belongs to. */
export interface Placement {
  exercise: CourseFile
  /** How many parts of the exercise's path are there: 1 for a loose file. */
  matched: number
  /** Whether the name differs from the stub's in its ending. */
  isStandIn: boolean
}

/**
 * Finds out which exercise a path of a submission is about.
 *
 * A path belongs to an exercise where it is the end of the exercise's own path, so that the
 * handout's tree may begin at any of its folders; one folder around all others is left out, as
 * archives from GitHub have it; and the submission's own name counts, as an exercise's folder may
 * be handed in by itself. The longest match wins.
 */
export class Layout {
  readonly #course: readonly CourseFile[]
  readonly #byStem: Map<string, CourseFile[]>
  readonly #folderNames: Set<string>
  readonly #wrapper: string | undefined
  readonly #name: string

  constructor(course: readonly CourseFile[], name: string, wrapper: string | undefined) {
    this.#course = course
    this.#byStem = Map.groupBy(course, ({ file }) => withoutEnding(file))
    this.#folderNames = new Set(course.flatMap(({ dir }) => dir.split('/')))
    this.#name = name
    this.#wrapper = wrapper
  }

  /** The exercises whose file this path may be: none, one, or several that it fits equally well. */
  placements(path: string): Placement[] {
    const sameName = this.#byStem.get(withoutEnding(lastPart(path))) ?? []
    if (sameName.length === 0) return []
    const found = this.#views(path).flatMap((parts) =>
      sameName.flatMap((exercise) => {
        const placement = place(parts, exercise)
        return placement === undefined ? [] : [placement]
      }),
    )
    const longest = Math.max(...found.map(({ matched }) => matched))
    const best = found.filter(({ matched }) => matched === longest)
    return best.filter(
      ({ exercise }, index) => best.findIndex((one) => one.exercise === exercise) === index,
    )
  }

  /** The exercises below a folder; none where it could be one of several folders of the course. */
  below(path: string): CourseFile[] {
    if (!this.#folderNames.has(lastPart(path))) return []
    let longest = 0
    let found: { folder: string; exercise: CourseFile }[] = []
    for (const parts of this.#views(path)) {
      const folders = this.#course.flatMap((exercise) => {
        const folder = folderEndingIn(parts, exercise)
        return folder === undefined ? [] : [{ folder, exercise }]
      })
      if (folders.length === 0 || parts.length <= longest) continue
      longest = parts.length
      found = folders
    }
    const isOne = new Set(found.map(({ folder }) => folder)).size === 1
    return isOne ? found.map(({ exercise }) => exercise) : []
  }

  #views(path: string): string[][] {
    const parts = path.split('/')
    const views = [parts, [this.#name, ...parts]]
    if (parts.length > 1 && parts[0] === this.#wrapper) views.push(parts.slice(1))
    return views
  }
}

/** The one folder that all paths with a folder have around them; undefined where there is none. */
export function wrapperOf(paths: readonly string[]): string | undefined {
  const inFolders = paths.filter((path) => path.includes('/'))
  const folders = new Set(inFolders.map((path) => path.slice(0, path.indexOf('/'))))
  return folders.size === 1 ? [...folders][0] : undefined
}

function place(parts: readonly string[], exercise: CourseFile): Placement | undefined {
  const full = coursePath(exercise)
  const folders = parts.slice(0, -1)
  const end = full.slice(-parts.length, -1)
  if (parts.length > full.length || folders.some((part, index) => part !== end[index])) {
    return undefined
  }
  const name = parts.at(-1)!
  const isStandIn = standsInFor(name, exercise.file)
  if (name !== exercise.file && !isStandIn) return undefined
  return { exercise, matched: parts.length, isStandIn }
}

function folderEndingIn(parts: readonly string[], exercise: CourseFile): string | undefined {
  const folders = exercise.dir.split('/')
  for (let start = 0; start + parts.length <= folders.length; start++) {
    const end = start + parts.length
    if (parts.every((part, index) => part === folders[start + index])) {
      return folders.slice(0, end).join('/')
    }
  }
  return undefined
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
