import { existsSync } from 'node:fs'
import path from 'node:path'
import type { DeclaredCheck } from '@workshop/testkit/declare'
import type { BoxSupply } from '../box/box-supply.ts'
import type { LoadedExercise } from '../course.ts'
import { hiddenChecks, visibleTests } from '../engine/check-files.ts'
import { describeFailure } from '../engine/describe-failure.ts'
import { gradeCandidate, SectionBox } from '../engine/grade-candidate.ts'
import type { TargetFactory } from '../engine/target-factory.ts'
import { type OwnCandidate, ownCandidates } from './candidates.ts'
import { formProblems } from './form.ts'
import { judgeChecks, judgeVisibleTests } from './judge.ts'
import { leakProblems } from './leaks.ts'
import type { Problem } from './problem.ts'
import { unwrittenProblems } from './unwritten.ts'

/** What proving one exercise found out. */
export interface ExerciseProof {
  id: string
  /** What each run of a candidate has against it: none where it behaved as it must. */
  runs: Problem[][]
  /** What is wrong with the folder, whatever the candidates do. */
  problems: Problem[]
}

export interface VerifyOptions {
  supply: BoxSupply
  seed: number
  target: TargetFactory
  deadlineMs: number
}

/**
 * Proves an exercise: stub nothing, solution and alternatives everything, mutants exactly. Visible
 * tests run in the same boxes. What is unwritten is shown, and does not run. Nothing else may run
 * in this process meanwhile: visible tests that mock an SDK class mock it for the whole of it.
 */
export async function verifyExercise(
  exercise: LoadedExercise,
  options: VerifyOptions,
): Promise<ExerciseProof> {
  const { id } = exercise
  const candidates = await ownCandidates(exercise)
  const checks = await loaded(hiddenChecks(exercise))
  if (checks instanceof Error) {
    return { id, runs: [], problems: [unloadable(exercise, 'grading/checks.test.ts', checks)] }
  }
  const visible = await loadVisible(exercise)
  const unwritten = await unwrittenProblems(exercise, candidates)
  const isWritten = (file: string) => !unwritten.some((one) => one.file.startsWith(`${file}:`))
  const hasChecks = isWritten(`${exercise.dir}/grading/checks.test.ts`)
  const hasTests = isWritten(`${exercise.dir}/${testsOf(exercise)}`)
  const runs: Problem[][] = []
  for (const own of candidates) {
    // How it fails would only hide what is to be written.
    if (!isWritten(own.file)) continue
    await using section = new SectionBox(options.supply)
    if (hasChecks) {
      const run = await gradeCandidate(own.candidate, { ...options, exercise, checks, section })
      runs.push(judgeChecks(own, { run, exercise }))
    }
    if (hasTests && visible.tests) {
      runs.push(await runVisible(own, { tests: visible.tests, exercise, section, options }))
    }
  }
  const isWhole = unwritten.length === 0
  const problems = [
    ...unwritten,
    // Names cannot agree as long as some of them are those that `grader new` gave.
    ...(isWhole ? await formProblems(exercise, { checks, candidates }) : []),
    ...(await leakProblems(exercise, candidates)),
    ...visible.problems,
  ]
  return { id, runs, problems }
}

interface Visible {
  tests?: readonly DeclaredCheck[]
  problems: Problem[]
}

const NOTHING_VISIBLE: Visible = { problems: [] }

async function loadVisible(exercise: LoadedExercise): Promise<Visible> {
  const file = testsOf(exercise)
  if (!existsSync(path.join(exercise.folder, file))) return NOTHING_VISIBLE
  const tests = await loaded(visibleTests(exercise))
  if (!(tests instanceof Error)) return { tests, problems: [] }
  return { problems: [unloadable(exercise, file, tests)] }
}

/** Solutions must pass the visible tests, and mutants unless marked; the stub must not. */
async function runVisible(
  own: OwnCandidate,
  {
    tests,
    exercise,
    section,
    options,
  }: {
    tests: readonly DeclaredCheck[]
    exercise: LoadedExercise
    section: SectionBox
    options: VerifyOptions
  },
): Promise<Problem[]> {
  const names = tests.map(({ name }) => name)
  const run = await gradeCandidate(own.candidate, { ...options, exercise, checks: tests, section })
  return judgeVisibleTests(own, { run, exercise, names })
}

function testsOf({ file }: LoadedExercise): string {
  return file.replace(/\.ts$/, '.test.ts')
}

async function loaded<T>(loading: Promise<T>): Promise<T | Error> {
  try {
    return await loading
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

function unloadable({ dir }: LoadedExercise, name: string, error: Error): Problem {
  return {
    file: `${dir}/${name}`,
    what: `does not load: ${describeFailure(error)}`,
    fix: 'Mend it, then run verify again: nothing of the exercise is proved',
  }
}
