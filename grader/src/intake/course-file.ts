/** Where the file of one exercise lies, and all that intake knows about a course. */
export interface CourseFile {
  /** The exercise's id, as in `3.9.1`. */
  id: string
  /** The exercise's folder from the course's root, as in `modules/3.9-dynamodb/exercises/1-query-by-guid`. */
  dir: string
  /** The one file a student edits, as in `query-by-guid.ts`. */
  file: string
}

const endings = /\.(ts|mts|js|mjs)$/

/** The parts of the path of an exercise's file, from the course's root. */
export function coursePath(exercise: CourseFile): string[] {
  return [...exercise.dir.split('/'), exercise.file]
}

/** Whether a file may stand in for an exercise's file: the same name, ending in .mts, .js or .mjs. */
export function standsInFor(name: string, file: string): boolean {
  return name !== file && endings.test(name) && withoutEnding(name) === withoutEnding(file)
}

/** A file's name without the ending that tells which dialect it is written in. */
export function withoutEnding(name: string): string {
  return name.replace(endings, '')
}
