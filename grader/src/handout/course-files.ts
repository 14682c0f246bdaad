import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise, Section } from '../course.ts'
import { GraderError } from '../grader-error.ts'

/** Files by their path from the root, with `/` between its parts. */
export type Files = Map<string, Buffer | string>

/**
 * What students get of a course's sections: lesson, demo and data of each section, task, stub and
 * visible tests of each exercise. What is not named here stays behind.
 *
 * @throws {GraderError} where one of these is not there.
 */
export async function courseFiles(root: string, sections: readonly Section[]): Promise<Files> {
  const files: Files = new Map()
  for (const { id, exercises } of sections) {
    const section = sectionFolder(exercises)
    const lesson = `${section}/README.md`
    const demo = demoOf(root, section)
    files.set(lesson, withOwnCommand(await part(root, lesson), `${section}/demo.ts`, id))
    if (demo) files.set(demo, await part(root, demo))
    for (const file of await filesBelow(root, `${section}/data`)) {
      files.set(file, await part(root, file))
    }
    for (const exercise of exercises) {
      for (const file of studentFiles(exercise)) files.set(file, await part(root, file))
    }
  }
  return files
}

/** The paths of the three files that an exercise consists of for students. */
export function studentFiles({ dir, file }: Pick<LoadedExercise, 'dir' | 'file'>): string[] {
  return [`${dir}/README.md`, `${dir}/${file}`, `${dir}/${file.replace(/\.ts$/, '.test.ts')}`]
}

/** The folder of a section, from its exercises', as in `modules/3.9-dynamodb`. */
export function sectionFolder([exercise]: readonly Pick<LoadedExercise, 'dir'>[]): string {
  return path.posix.join(exercise!.dir, '../..')
}

/** The demo of a section's lesson, if it has one, as in `modules/3.9-dynamodb/demo.ts`. */
export function demoOf(root: string, section: string): string | undefined {
  const demo = `${section}/demo.ts`
  return existsSync(path.join(root, demo)) ? demo : undefined
}

/** The handout's command for a demo installs what is missing, and brings the Node that it needs. */
function withOwnCommand(lesson: Buffer, demo: string, id: string): string {
  return lesson.toString().replace(`$ node ${demo}`, `$ npm run demo -- ${id}`)
}

async function part(root: string, file: string): Promise<Buffer> {
  try {
    return await readFile(path.join(root, file))
  } catch (error) {
    throw new GraderError(`The handout lacks "${file}"`, {
      fix: 'Write the file, or leave its section out with --only',
      cause: error,
    })
  }
}

/** Ordinary files only: a link could lead to where nothing may leave from. */
async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), {
    recursive: true,
    withFileTypes: true,
  }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted()
}
