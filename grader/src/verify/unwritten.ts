import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise } from '../course.ts'
import type { OwnCandidate } from './candidates.ts'
import type { Problem } from './problem.ts'

/** A stub says "Not written yet" as well, and not what belongs there. */
const UNWRITTEN = /\bNot written yet\. (.+?)\.?(?:['"`][)\]},;\s]*| \*\/)?$/

/**
 * Places of an exercise that its author has still to write, as `grader new` left them: lines that
 * say "Not written yet." and then what belongs there. In the order in which they are best written.
 */
export async function unwrittenProblems(
  { dir, folder, file }: LoadedExercise,
  candidates: readonly OwnCandidate[],
): Promise<Problem[]> {
  const tests = file.replace(/\.ts$/, '.test.ts')
  const first = ['README.md', file, tests, 'grading/exercise.ts', 'grading/checks.test.ts']
  const texts = new Map(candidates.map((own) => [own.file, own.candidate.text]))
  const problems: Problem[] = []
  for (const place of new Set([...first.map((name) => `${dir}/${name}`), ...texts.keys()])) {
    const text = texts.get(place) ?? (await textOf(path.join(folder, place.slice(dir.length))))
    for (const [index, line] of text.split('\n').entries()) {
      const [, fix] = UNWRITTEN.exec(line) ?? []
      if (fix) problems.push({ file: `${place}:${index + 1}`, what: 'is not written yet', fix })
    }
  }
  return problems
}

async function textOf(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch(() => '')
}
