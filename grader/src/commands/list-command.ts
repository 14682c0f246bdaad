import { COURSE_ROOT, loadCourse } from '../course.ts'
import type { Command } from './run-command.ts'

/** Prints sections and exercises with their points. */
export const listCommand: Command = async (_, values, { stdout }) => {
  for (const { id, title, exercises } of await loadCourse(COURSE_ROOT, values.only)) {
    const total = exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
    stdout.write(`${id}  ${title}  ${total} points\n`)
    for (const exercise of exercises) {
      stdout.write(`  ${exercise.id}  ${exercise.title}  ${exercise.maxPoints}\n`)
    }
  }
  return 0
}
