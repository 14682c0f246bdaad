import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { GraderError } from '../grader-error.ts'
import type { Audience } from '../reporters/reporter.ts'
import type { Tier } from '../result.ts'
import type { WorkerSettings } from '../workers/worker.ts'
import type { CommandWorld, Values } from './run-command.ts'
import { writeWhole } from './write-whole.ts'

/** Where the grader keeps what it can make again: never in a place that a student writes. */
export function cacheOf({ courseRoot }: Pick<CommandWorld, 'courseRoot'>): string {
  return path.join(courseRoot, '.cache')
}

/** From and to which number each option goes, and one to show. */
const RANGES = {
  jobs: { from: 1, to: 1_000, example: availableParallelism() },
  deadline: { from: 1, to: 86_400, example: 60 },
  seed: { from: 0, to: 2 ** 32 - 1, example: 42 },
  'fail-under': { from: 0, to: 100, example: 60 },
}

/** Options as they were typed, of which those in `RANGES` are numbers. */
type NumberValues<Option extends keyof typeof RANGES> = { [option in Option]?: string | undefined }

/** A whole number given as an option. Throws a `GraderError` for anything else. */
export function wholeNumber<Option extends keyof typeof RANGES>(
  values: NumberValues<Option>,
  option: Option,
): number | undefined {
  const text = values[option]
  if (text === undefined) return undefined
  const { from, to, example } = RANGES[option]
  if (/^\d{1,10}$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text)
  throw new GraderError(`--${option} cannot be "${text}"`, {
    fix: `Give a whole number from ${from} to ${to}, as in --${option} ${example}`,
  })
}

/** How much is done at the same time. */
export function jobsOf(values: NumberValues<'jobs'>): number {
  return wholeNumber(values, 'jobs') ?? availableParallelism()
}

/** Real milliseconds that an exercise may take. */
export function deadlineOf(values: Values): number {
  return wholeNumber(values, 'deadline')! * 1_000
}

/** The run's seed: the one given, or this checkout's own, which is drawn once. */
export function seedOf(values: Values, world: Pick<CommandWorld, 'courseRoot'>): number {
  const given = wholeNumber(values, 'seed')
  if (given !== undefined) return given
  const file = path.join(cacheOf(world), 'seed')
  const known = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  if (/^\d{1,10}$/.test(known)) return Number(known) >>> 0
  const seed = randomInt(2 ** 31)
  try {
    mkdirSync(path.dirname(file), { recursive: true })
    writeWhole(file, `${seed}\n`)
  } catch {
    // A checkout that cannot be written draws anew each time; the report names the seed.
  }
  return seed
}

/** Throws a `GraderError` for words after a command that takes none. */
export function refuseArguments(command: string, given: readonly string[], fix: string): void {
  if (given.length === 0) return
  throw new GraderError(`"grader ${command}" does not know what to do with "${given[0]}"`, { fix })
}

/** One of several words given as an option. Throws a `GraderError` that lists them. */
export function oneOf<Word extends string>(
  option: string,
  given: string,
  words: readonly Word[],
): Word {
  const word = words.find((candidate) => candidate === given)
  if (word) return word
  throw new GraderError(`--${option} cannot be "${given}"`, {
    fix: `Use one of: ${words.join(', ')}`,
  })
}

/** The weakest isolation that is accepted, if one was named. */
export function minTierOf(values: Values): Tier['name'] | undefined {
  const given = values['min-tier']
  return given === undefined
    ? undefined
    : oneOf('min-tier', given, ['full', 'partial', 'minimal'] as const)
}

/** For whom reports are, if somebody was named. */
export function audienceOf(values: Values): Audience | undefined {
  const given = values.audience
  return given === undefined
    ? undefined
    : oneOf('audience', given, ['student', 'instructor'] as const)
}

/** What the command line says of workers: all but the seed, and where results are kept. */
export function workerSettings(
  values: Values,
  { courseRoot, env }: Pick<CommandWorld, 'courseRoot' | 'env'>,
): Omit<WorkerSettings, 'seed' | 'results'> {
  const minTier = minTierOf(values)
  const endpoint = env['AWS_ENDPOINT_URL']
  return {
    courseRoot,
    ...(values.only ? { only: values.only } : {}),
    target: values.target,
    env: endpoint === undefined ? {} : { AWS_ENDPOINT_URL: endpoint },
    deadlineMs: deadlineOf(values),
    ...(minTier ? { minTier } : {}),
  }
}
