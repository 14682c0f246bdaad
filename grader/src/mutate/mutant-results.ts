import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { COURSE_ROOT, type LoadedExercise } from '../course.ts'
import { hashOf } from '../engine/result-key.ts'

/** What became of a mutant. `broken` does not load, so that nobody could hand it in. */
export interface MutantResult {
  /** Of the mutant's text. */
  sha256: string
  outcome: 'killed' | 'survived' | 'broken'
}

/** Where the results of one exercise's mutants are kept. */
export interface MutantResults {
  get(sha256: string): MutantResult | undefined
  add(result: MutantResult): Promise<void>
}

/** Opens what is known of an exercise's mutants; nothing with `fresh`. */
export async function openResults(
  exercise: LoadedExercise,
  { cache, fresh, run }: { cache: string; fresh: boolean; run: { tier: string; seed: number } },
): Promise<MutantResults> {
  const file = path.join(cache, 'mutants', `${resultsKey(exercise, run)}.jsonl`)
  const known = new Map<string, MutantResult>()
  if (!fresh && existsSync(file)) {
    for (const result of parsedLines(await readFile(file, 'utf8'))) {
      known.set(result.sha256, result)
    }
  }
  await mkdir(path.dirname(file), { recursive: true })
  return {
    get: (sha256) => known.get(sha256),
    async add(result) {
      known.set(result.sha256, result)
      await appendFile(file, `${JSON.stringify(result)}\n`)
    },
  }
}

/** The results of a file of lines; one that was cut short when a run was killed is left out. */
export function parsedLines(text: string): MutantResult[] {
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as MutantResult]
    } catch {
      return []
    }
  })
}

/** What the result of any mutant depends on, besides its text. */
function resultsKey(
  { id, dir, folder, packages }: LoadedExercise,
  { tier, seed }: { tier: string; seed: number },
): string {
  const engine = ['grader/src/{box,engine}/**/*.ts', 'shared/*/src/**/*.ts', 'pnpm-lock.yaml']
  const checks = ['grading/checks.test.ts', '../../data/**/*']
  return createHash('sha256')
    .update(JSON.stringify([id, dir, packages, tier, seed, process.version]))
    .update(hashOf(COURSE_ROOT, engine).digest())
    .update(hashOf(folder, checks).digest())
    .digest('hex')
}
