import path from 'node:path'
import { exercisesOf, loadCourse } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import { handoutFiles } from '../handout/handout-files.ts'
import { findLeaks } from '../handout/leaks.ts'
import { assertFree, writeHandout } from '../handout/write-handout.ts'
import { print } from './print.ts'
import type { Command } from './run-command.ts'

/** Writes what students receive into a new folder, and nothing else. */
export const handoutCommand: Command = async (positionals, values, world) => {
  const [given, ...more] = positionals
  if (given === undefined || more.length > 0) {
    throw new GraderError(
      `"grader handout" needs one folder, and ${positionals.length} were given`,
      {
        fix: 'Name a folder that does not exist yet, as in "grader handout ../storage-course"',
      },
    )
  }
  const directory = path.resolve(world.cwd, given)
  await assertFree(directory)
  const sections = await loadCourse(world.courseRoot, values.only)
  const exercises = exercisesOf(sections)
  const files = await handoutFiles(world.courseRoot, sections)
  const [leak] = await findLeaks(files, exercises)
  if (leak) {
    throw new GraderError(`The handout would tell what is hidden: "${leak.line}"`, {
      fix: `The line of "${leak.source}" stands in "${leak.file}" too; change one of them`,
    })
  }
  await writeHandout(directory, files)
  await print(
    world,
    `${directory}: ${exercises.length} exercises, ${files.size} files\n` +
      'Make it a repository for your students: git init, commit, push\n',
  )
  return 0
}
