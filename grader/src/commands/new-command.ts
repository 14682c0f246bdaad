import path from 'node:path'
import { sectionId } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import { placeOf } from '../new/place.ts'
import { writeExercise } from '../new/write-exercise.ts'
import { print } from './print.ts'
import type { Command } from './run-command.ts'

/** Starts an exercise, which `grader verify` then leads through. */
export const newCommand: Command = async (positionals, _values, world) => {
  const [id, slug, ...more] = positionals
  if (id === undefined || slug === undefined || more.length > 0) {
    const given = positionals.map((word) => `"${word}"`).join(', ') || 'nothing'
    throw new GraderError(`"grader new" needs an id and a slug, and was given ${given}`, {
      fix: 'Name both, as in "grader new 3.9.8 claim-badge"',
    })
  }
  const { section, dir } = await placeOf(world.courseRoot, id, slug)
  const count = await written(path.join(world.courseRoot, dir), { dir, slug })
  await print(
    world,
    `${dir}: ${count} files
Write what this names, until it names nothing:
  pnpm grader verify --only ${id}
Then list ${id} in ${section}/README.md, have the section's points add up to 100, and run
  pnpm grader verify --only ${sectionId(path.basename(section))}
  pnpm mutate --only ${id}
  node scripts/make-examples.ts
`,
  )
  return 0
}

async function written(folder: string, { dir, slug }: { dir: string; slug: string }) {
  try {
    return await writeExercise(folder, slug)
  } catch (error) {
    throw new GraderError(`Cannot write "${dir}": ${(error as Error).message}`, {
      fix: 'Make the folder writable, with room for some files; nothing was left behind',
      cause: error,
    })
  }
}
