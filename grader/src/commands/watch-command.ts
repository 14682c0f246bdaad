import { BoxSupply } from '../box/box-supply.ts'
import { exercisesOf, type LoadedExercise, loadCourse, type Section } from '../course.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { graderHash } from '../engine/result-key.ts'
import { GraderError } from '../grader-error.ts'
import { memoryStore } from '../watch/memory-store.ts'
import { watchExercise } from '../watch/watch-exercise.ts'
import { VERSION } from './options.ts'
import { print } from './print.ts'
import type { Command } from './run-command.ts'
import { deadlineOf, minTierOf, seedOf } from './settings.ts'

/** Grades one exercise of the working tree on every save; Ctrl-C ends it with exit code 0. */
export const watchCommand: Command = async (ids, values, world) => {
  using interrupt = new Interrupt()
  const deadlineMs = deadlineOf(values)
  const minTier = minTierOf(values)
  const { exercise, sections } = await exerciseOf(ids, world.courseRoot)
  const { target, unsupported } = await chooseTarget(values.target, { env: world.env, sections })
  const seed = seedOf(values, world)
  const { packages } = exercise
  await using supply = await BoxSupply.open({ size: 1, packages, ...(minTier ? { minTier } : {}) })
  const { tier } = supply
  await watchExercise(exercise, {
    grading: {
      sections,
      supply,
      target,
      unsupported,
      identity: { grader: graderHash(), target: values.target, tier: tier.name, seed, deadlineMs },
      store: memoryStore(),
      seed,
      deadlineMs,
      now: () => new Date(),
    },
    conditions: { grader: { version: VERSION }, target: values.target, tier, seed },
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
