import { loadCourse } from '../course.ts'
import { formatPoints } from '../reporters/points.ts'
import { print } from './print.ts'
import type { Command } from './run-command.ts'
import { refuseArguments } from './settings.ts'

/** Prints sections and exercises with their points. */
export const listCommand: Command = async (rest, values, world) => {
  refuseArguments('list', rest, 'Name sections or exercises with --only, as in --only 3.9')
  const lines: string[] = []
  for (const { id, title, exercises } of await loadCourse(world.courseRoot, values.only)) {
    const total = exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
    lines.push(`${id}  ${title}  ${formatPoints(total)} points`)
    for (const exercise of exercises) {
      lines.push(`  ${exercise.id}  ${exercise.title}  ${formatPoints(exercise.maxPoints)}`)
    }
  }
  await print(world, lines.map((line) => `${line}\n`).join(''))
  return 0
}
