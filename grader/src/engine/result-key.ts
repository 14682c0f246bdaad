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
}

/** The identity of a result: a change in anything it depends on gives another key. */
export function resultKey(
  exercise: LoadedExercise,
  candidate: Candidate | undefined,
  { grader, target, tier, seed }: ResultIdentity,
): string {
  return createHash('sha256')
    .update(JSON.stringify([exercise.id, candidate?.sha256 ?? null, grader, target, tier, seed]))
    .update(exerciseHash(exercise))
    .digest('hex')
}

/** Hash of the grader's own sources, the embedded AWS, the testkit and the lock file. */
export function graderHash(): string {
  const sources = ['grader/src/**/*.ts', 'shared/*/src/**/*.ts', 'pnpm-lock.yaml']
  return hashOf(COURSE_ROOT, sources).digest('hex')
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

function hashOf(root: string, patterns: string[]) {
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
