import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import { randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { COURSE_ROOT } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import type { Tier } from '../result.ts'
import type { Values } from './run-command.ts'

/** Where the grader keeps what it can make again: never in a place that a student writes. */
export const CACHE = path.join(COURSE_ROOT, '.cache')

/** A whole number given as an option. Throws a `GraderError` for anything else. */
export function wholeNumber(
  values: Values,
  option: 'jobs' | 'deadline' | 'seed' | 'fail-under',
): number | undefined {
  const text = values[option]
  if (text === undefined) return undefined
  if (/^\d{1,10}$/.test(text) && (option !== 'jobs' || Number(text) > 0)) return Number(text)
  throw new GraderError(`"${text}" is no whole number for --${option}`, {
    fix: `Give a number, as in --${option} ${option === 'jobs' ? availableParallelism() : 60}`,
  })
}

/** Submissions graded at the same time. */
export function jobsOf(values: Values): number {
  return wholeNumber(values, 'jobs') ?? availableParallelism()
}

/** The run's seed: the one given, or this checkout's own, which is drawn once. */
export function seedOf(values: Values): number {
  const given = wholeNumber(values, 'seed')
  if (given !== undefined) return given >>> 0
  const file = path.join(CACHE, 'seed')
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) >>> 0
  } catch {
    const seed = randomInt(2 ** 31)
    try {
      mkdirSync(CACHE, { recursive: true })
      writeFileSync(file, `${seed}\n`)
    } catch {
      // A checkout that cannot be written draws anew each time; the report names the seed.
    }
    return seed
  }
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
