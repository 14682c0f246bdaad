import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise } from '../course.ts'
import type { OwnCandidate } from './candidates.ts'
import type { Problem } from './problem.ts'

/** Shorter lines, such as `return undefined`, are no secret. */
const MIN_LENGTH = 30

/**
 * Answers that stand in a file which students receive: a line of a solution in the README, the
 * visible tests or a comment of the stub, or a path into `grading`.
 */
export async function leakProblems(
  { dir, folder, file }: LoadedExercise,
  candidates: readonly OwnCandidate[],
): Promise<Problem[]> {
  const stub = codeLines(candidates.find(({ kind }) => kind === 'stub')!)
  const answers = new Map<string, string>()
  for (const own of candidates) {
    if (own.kind !== 'solution' && own.kind !== 'alternative') continue
    // What the stub says too, such as the signature, is no secret.
    for (const line of codeLines(own)) if (!stub.has(line)) answers.set(line, own.file)
  }
  const problems: Problem[] = []
  for (const name of ['README.md', file, file.replace(/\.ts$/, '.test.ts')]) {
    const text = await readFile(path.join(folder, name), 'utf8').catch(() => '')
    for (const [index, line] of text.split('\n').entries()) {
      const from = answers.get(line.replace(/^[\s/*>]+/, '').trim())
      const mentions = /\bgrading\//.test(line) ? 'the folder grading' : undefined
      const what = from === undefined ? mentions : `a line of ${from}`
      if (what === undefined) continue
      problems.push({
        file: `${dir}/${name}:${index + 1}`,
        what: `shows students ${what}`,
        fix: 'Remove the line: the handout holds no answers',
      })
    }
  }
  return problems
}

function codeLines({ candidate }: OwnCandidate): Set<string> {
  const lines = candidate.text.split('\n').map((line) => line.trim())
  return new Set(
    lines.filter((line) => line.length >= MIN_LENGTH && !/^(\/\/|\/?\*|import\b)/.test(line)),
  )
}
