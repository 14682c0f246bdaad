import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DeclaredCheck } from '@workshop/testkit/declare'
import type { LoadedExercise, Section } from '../course.ts'
import type { OwnCandidate } from './candidates.ts'

const MAX_WORDS = 250
const MIN_MUTANTS = 3

/** What is wrong with the form of an exercise: a part that lacks, names that do not agree. */
export async function formProblems(
  { folder, file, exercise }: LoadedExercise,
  { checks, candidates }: { checks: readonly DeclaredCheck[]; candidates: readonly OwnCandidate[] },
): Promise<string[]> {
  const mutants = candidates.filter(({ kind }) => kind === 'mutant').map(({ name }) => name)
  const problems = [
    ...differences('The rubric line', Object.keys(exercise.rubric), {
      of: checks.map(({ name }) => name),
      mend: 'has no check in grading/checks.test.ts',
    }),
    ...differences(
      'The check',
      checks.map(({ name }) => name),
      {
        of: Object.keys(exercise.rubric),
        mend: 'has no line in the rubric',
      },
    ),
    ...differences('The mutant', mutants, {
      of: Object.keys(exercise.mutants),
      mend: 'has no expectation in grading/exercise.ts',
    }),
    ...differences('The expectation of mutant', Object.keys(exercise.mutants), {
      of: mutants,
      mend: 'has no file in grading/mutants',
    }),
  ]
  if (mutants.length < MIN_MUTANTS)
    problems.push(`There are ${mutants.length} mutants; write ${MIN_MUTANTS} at least`)
  if (!candidates.some(({ kind }) => kind === 'alternative')) {
    problems.push('There is no alternative in grading/alternatives; write one that looks different')
  }
  if (exercise.hints.some((hint) => hint.trim() === '')) problems.push('A hint is empty')
  if (!existsSync(path.join(folder, file.replace(/\.ts$/, '.test.ts')))) {
    problems.push('There are no visible tests')
  }
  return [...problems, ...(await readmeProblems(folder))]
}

/** What is wrong with the form of a section: points that do not add up to 100. */
export function sectionProblems({ id, exercises }: Section): string[] {
  const total = exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
  return total === 100 ? [] : [`The exercises of ${id} are worth ${total} points, not 100`]
}

async function readmeProblems(folder: string): Promise<string[]> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  if (!/^# \S/m.test(readme)) return ['README.md has no heading']
  // Code shows an example; the limit is for what has to be read.
  const prose = readme.replace(/```[\s\S]*?```/g, ' ')
  const words = prose.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
  return words > MAX_WORDS ? [`README.md has ${words} words; the limit is ${MAX_WORDS}`] : []
}

function differences(
  what: string,
  names: readonly string[],
  { of, mend }: { of: readonly string[]; mend: string },
): string[] {
  return names.filter((name) => !of.includes(name)).map((name) => `${what} "${name}" ${mend}`)
}
