import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DeclaredCheck } from '@workshop/testkit/declare'
import type { LoadedExercise, Section } from '../course.ts'
import type { OwnCandidate } from './candidates.ts'
import { textProblems } from './lesson.ts'
import type { Problem } from './problem.ts'
import { serviceProblems } from './services.ts'

const MAX_WORDS = 250
const MIN_MUTANTS = 3

/** What is wrong with the form of an exercise: a part that lacks, names that do not agree. */
export async function formProblems(
  loaded: LoadedExercise,
  { checks, candidates }: { checks: readonly DeclaredCheck[]; candidates: readonly OwnCandidate[] },
): Promise<Problem[]> {
  return [
    ...nameProblems(loaded, { checks, candidates }),
    ...partProblems(loaded, candidates),
    ...(await readmeProblems(loaded)),
    ...(await serviceProblems(loaded)),
  ]
}

/** What is wrong with the form of a section: points that do not add up to 100. */
export function sectionProblems({ id, exercises }: Section): Problem[] {
  const total = exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
  if (Math.abs(total - 100) < 1e-9) return []
  return [
    {
      file: exercises[0]!.dir.split('/').slice(0, 2).join('/'),
      what: `is worth ${total} points, not 100`,
      fix: `Change points in the rubrics of ${id}`,
    },
  ]
}

function nameProblems(
  { dir, exercise }: LoadedExercise,
  { checks, candidates }: { checks: readonly DeclaredCheck[]; candidates: readonly OwnCandidate[] },
): Problem[] {
  const declared = checks.map(({ name }) => name)
  const rubric = Object.keys(exercise.rubric)
  const mutants = candidates.filter(({ kind }) => kind === 'mutant').map(({ name }) => name)
  const expected = Object.keys(exercise.mutants)
  const checksFile = `${dir}/grading/checks.test.ts`
  const exerciseFile = `${dir}/grading/exercise.ts`
  const twice = declared.filter((name, position) => declared.indexOf(name) !== position)
  return [
    ...lacking(rubric, declared).map((name) => ({
      file: checksFile,
      what: `has no check for the rubric line "${name}"`,
      fix: 'Write it, or remove the line: nobody can earn its points',
    })),
    ...lacking(declared, rubric).map((name) => ({
      file: exerciseFile,
      what: `has no rubric line for the check "${name}"`,
      fix: 'Give it points, or remove the check',
    })),
    ...new Set(twice).values().map((name) => ({
      file: checksFile,
      what: `declares the check "${name}" more than once`,
      fix: 'Give each check a name and a rubric line of its own: nobody can earn its points',
    })),
    ...lacking(mutants, expected).map((name) => ({
      file: exerciseFile,
      what: `does not say which checks the mutant "${name}" fails`,
      fix: 'List them under mutants, or remove the file',
    })),
    ...lacking(expected, mutants).map((name) => ({
      file: `${dir}/grading/mutants/${name}.ts`,
      what: 'is not there, and grading/exercise.ts says what it fails',
      fix: 'Write it, or remove the line',
    })),
  ]
}

function partProblems(
  { dir, folder, file, exercise }: LoadedExercise,
  candidates: readonly OwnCandidate[],
): Problem[] {
  const problems: Problem[] = []
  const count = (kind: OwnCandidate['kind']) => candidates.filter((own) => own.kind === kind).length
  if (count('solution') === 0) {
    problems.push({
      file: `${dir}/grading/solution.ts`,
      what: 'is not there',
      fix: 'Write the reference solution',
    })
  }
  if (count('alternative') === 0) {
    problems.push({
      file: `${dir}/grading/alternatives`,
      what: 'holds no other correct solution',
      fix: 'Write one that looks different',
    })
  }
  if (count('mutant') < MIN_MUTANTS) {
    problems.push({
      file: `${dir}/grading/mutants`,
      what: `holds ${count('mutant')} known-wrong solutions`,
      fix: `Write ${MIN_MUTANTS} at least, one plausible mistake each`,
    })
  }
  const hints = exercise.hints.filter((hint) => hint.trim() !== '')
  if (hints.length !== 3) {
    problems.push({
      file: `${dir}/grading/exercise.ts`,
      what: `has ${hints.length} hints`,
      fix: 'Write three of rising strength',
    })
  }
  const tests = file.replace(/\.ts$/, '.test.ts')
  if (!existsSync(path.join(folder, tests))) {
    problems.push({
      file: `${dir}/${tests}`,
      what: 'is not there',
      fix: 'Write two to four visible tests',
    })
  }
  return problems
}

async function readmeProblems({ dir, folder }: LoadedExercise): Promise<Problem[]> {
  const file = `${dir}/README.md`
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8').catch(() => '')
  if (!/^# \S/m.test(readme)) {
    return [{ file, what: 'has no heading', fix: 'Begin it with "# " and the title' }]
  }
  const root = folder.slice(0, -dir.length)
  return [...lengthProblems(file, readme), ...(await textProblems(root, file, readme))]
}

function lengthProblems(file: string, readme: string): Problem[] {
  // Code shows an example; the limit is for what has to be read.
  const prose = readme.replace(/```[\s\S]*?```/g, ' ')
  // The bars of a table and a dash are not read.
  const words = prose.match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0
  if (words <= MAX_WORDS) return []
  return [
    { file, what: `has ${words} words`, fix: `Say it in ${MAX_WORDS}, code blocks not counted` },
  ]
}

function lacking(names: readonly string[], from: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => !from.includes(name))
}
