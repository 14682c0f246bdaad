import { exercisesOf, type LoadedExercise, loadCourse, type Section } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import { openGrading } from '../open-grading.ts'
import { memoryStore } from '../watch/memory-store.ts'
import { watchExercise } from '../watch/watch-exercise.ts'
import { VERSION } from './options.ts'
import { print } from './print.ts'
import type { Command } from './run-command.ts'
import { audienceOf, seedOf, workerSettings } from './settings.ts'

/** Grades one exercise of the working tree on every save; Ctrl-C ends it with exit code 0. */
export const watchCommand: Command = async (ids, values, world) => {
  using interrupt = new Interrupt()
  const audience = audienceOf(values) ?? 'student'
  const settings = workerSettings(values, world)
  const { exercise, sections } = await exerciseOf(ids, world.courseRoot)
  const seed = seedOf(values, world)
  const grading = await openGrading(sections, { ...settings, seed }, memoryStore())
  await using supply = grading.supply
  const { target } = values
  await watchExercise(exercise, {
    grading,
    conditions: { grader: { version: VERSION }, target, tier: supply.tier, seed },
    audience,
    colors:
      world.stdout.isTTY && world.env['NO_COLOR'] === undefined && world.env['TERM'] !== 'dumb',
    show: (report) => print(world, report),
    note: (line) => world.stderr.write(`${line}\n`),
    signal: interrupt.signal,
  })
  return 0
}

async function exerciseOf(
  ids: readonly string[],
  courseRoot: string,
): Promise<{ exercise: LoadedExercise; sections: Section[] }> {
  const [id, ...more] = ids
  if (id === undefined || more.length > 0) {
    throw new GraderError(`"grader watch" needs one exercise, and ${ids.length} were given`, {
      fix: 'Name one, as in "grader watch 3.9.1"; "grader list" shows all of them',
    })
  }
  const sections = await loadCourse(courseRoot, [id])
  const exercise = exercisesOf(sections).find((one) => one.id === id)
  if (exercise) return { exercise, sections }
  throw new GraderError(`"${id}" is a section, and one exercise can be watched`, {
    fix: `Name one of them, as in "grader watch ${exercisesOf(sections)[0]!.id}"`,
  })
}

/** Ctrl-C, or a polite request to end, for as long as somebody uses it. */
class Interrupt implements Disposable {
  readonly #controller = new AbortController()
  readonly #abort = () => this.#controller.abort()

  constructor() {
    for (const name of SIGNALS) process.on(name, this.#abort)
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  [Symbol.dispose]() {
    for (const name of SIGNALS) process.off(name, this.#abort)
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
