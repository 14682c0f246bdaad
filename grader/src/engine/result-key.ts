import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { COURSE_ROOT, type LoadedExercise } from '../course.ts'
import type { Candidate } from '../intake/candidate.ts'

/** What a result depends on besides candidate and exercise. */
export interface ResultIdentity {
  /** Hash of the grader and everything it shares with the checks. */
  grader: string
  target: string
  tier: string
  seed: number
  /** Real milliseconds an exercise may take: with more time, it may earn more. */
  deadlineMs: number
}

/** What was handed in for an exercise, and what had the box before it. */
export interface Graded {
  exercise: LoadedExercise
  /** Undefined where nothing was handed in. */
  candidate: Candidate | undefined
  /**
   * The same submission's candidates of the section so far: one that changes the box can have
   * others pass, and only in its own submission.
   */
  before?: readonly Candidate[]
}

/** The identity of a result: a change in anything it depends on gives another key. */
export function resultKey(
  { exercise, candidate, before = [] }: Graded,
  { grader, target, tier, seed, deadlineMs }: ResultIdentity,
): string {
  const { id, dir, title, packages } = exercise
  const depends = [
    id,
    dir,
    title,
    packages,
    candidate?.sha256 ?? null,
    before.map(({ sha256 }) => sha256),
    grader,
    target,
    tier,
    seed,
    deadlineMs,
  ]
  return createHash('sha256')
    .update(JSON.stringify(depends))
    .update(exerciseHash(exercise))
    .digest('hex')
}

/** Hash of Node's version and the sources of grader, embedded AWS, testkit and lock file. */
export function graderHash(): string {
  const sources = ['grader/src/**/*.ts', 'shared/*/src/**/*.ts', 'pnpm-lock.yaml']
  return hashOf(COURSE_ROOT, sources).update(process.version).digest('hex')
}

const hashes = new Map<string, Buffer>()

/** Hash of an exercise's folder and its section's data. */
function exerciseHash({ folder }: LoadedExercise): Buffer {
  const known = hashes.get(folder)
  if (known) return known
  const hash = hashOf(folder, ['grading/*.ts', '../../data/**/*', '../../data/*']).digest()
  hashes.set(folder, hash)
  return hash
}

/** A hash that has taken in the files below `root` which fit, and of tests only `checks.test.ts`. */
export function hashOf(root: string, patterns: readonly string[]) {
  const hash = createHash('sha256')
  const entries = globSync(patterns, { cwd: root, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
  const checks = entries.filter(({ name }) => name === 'checks.test.ts')
  const paths = [...files, ...checks].map(({ parentPath, name }) => path.join(parentPath, name))
  for (const file of [...new Set(paths)].toSorted()) {
    hash.update(path.relative(root, file)).update(readFileSync(file))
  }
  return hash
}
