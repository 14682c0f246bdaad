import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise } from '../course.ts'
import { type Files, studentFiles } from './course-files.ts'
import { LineSearch, MIN_LENGTH } from './line-search.ts'

/** A line of an exercise's `grading` folder that stands in a handout. */
export interface Leak {
  /** The file in the handout. */
  file: string
  /** Where the line belongs, as in `modules/…/grading/solution.ts`. */
  source: string
  line: string
}

/** A line that students must not see, and where it stands. */
interface Secret {
  exercise: LoadedExercise
  source: string
  line: string
}

/**
 * Finds lines (of 40 characters at least) of checks, solutions, alternatives and mutants, and the
 * hints of rubrics, in what students get. No leak is what task, stub or visible tests of the same
 * exercise say, what a check has in common with another exercise's visible tests, and an import.
 * Neither is a line of code in `shared`: the embedded AWS has to state AWS's rules, and knows no
 * exercise.
 */
export async function findLeaks(
  files: Files,
  exercises: readonly LoadedExercise[],
): Promise<Leak[]> {
  const texts = new Map([...files].map(([file, content]) => [file, content.toString()]))
  const secrets = (await Promise.all(exercises.map(secretsOf))).flat()
  const byLine = Map.groupBy(secrets, ({ line }) => line)
  const search = new LineSearch(byLine.keys())
  const leaks: Leak[] = []
  for (const [file, text] of texts) {
    for (const line of search.linesIn(text)) {
      if (file.startsWith('shared/') && !isProse(line)) continue
      const told = byLine.get(line)!.filter((secret) => !isTold(secret, texts))
      leaks.push(...told.map(({ source }) => ({ file, source, line })))
    }
  }
  return leaks
}

function isTold({ exercise, source, line }: Secret, texts: ReadonlyMap<string, string>): boolean {
  if (studentFiles(exercise).some((file) => texts.get(file)?.includes(line))) return true
  if (!source.endsWith('/checks.test.ts')) return false
  return [...texts].some(([file, text]) => file.endsWith('.test.ts') && text.includes(line))
}

async function secretsOf(exercise: LoadedExercise): Promise<Secret[]> {
  const folder = path.join(exercise.folder, 'grading')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const secrets = files.map(async (file) => {
    const source = `${exercise.dir}/${path.relative(exercise.folder, file).replaceAll(path.sep, '/')}`
    const lines = source.endsWith('/grading/exercise.ts')
      ? rubricHints(exercise)
      : linesOf(await readFile(file, 'utf8'))
    return [...new Set(lines)].map((line) => ({ exercise, source, line }))
  })
  return (await Promise.all(secrets)).flat()
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.length >= MIN_LENGTH && !/^import\b|^\} from '/.test(line))
}

/** Rubrics are for who has failed; the three hints of the exercise are for everybody who asks. */
function rubricHints({ exercise }: LoadedExercise): string[] {
  return Object.values(exercise.rubric)
    .flatMap((line) => (typeof line === 'number' ? [] : (line.hint ?? [])))
    .filter((hint) => hint.length >= MIN_LENGTH && !exercise.hints.includes(hint))
}

/** A comment, or a hint: what two people do not write in the same words. */
function isProse(line: string): boolean {
  return /^(\/\/|\/\*|\*)/.test(line) || /^[A-Z"][^=({;]*[.?]$/.test(line)
}
