import { existsSync } from 'node:fs'
import path from 'node:path'
import type { BoxSupply } from '../box/box-supply.ts'
import type { LoadedExercise } from '../course.ts'
import { hiddenChecks, visibleTests } from '../engine/check-files.ts'
import { describeFailure } from '../engine/describe-failure.ts'
import { gradeCandidate, SectionBox } from '../engine/grade-candidate.ts'
import type { TargetFactory } from '../engine/target-factory.ts'
import { ownCandidates } from './candidates.ts'
import { formProblems } from './form.ts'
import { judgeChecks, judgeVisibleTests } from './judge.ts'
import { leakProblems } from './leaks.ts'
import type { Problem } from './problem.ts'

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

/** Proves an exercise: stub nothing, solution and alternatives everything, mutants exactly. */
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
  const runs: Problem[][] = []
  for (const own of candidates) {
    await using section = new SectionBox(options.supply)
    const run = await gradeCandidate(own.candidate, { ...options, exercise, checks, section })
    runs.push(judgeChecks(own, { run, exercise }))
  }
  const problems = [
    ...(await formProblems(exercise, { checks, candidates })),
    ...(await leakProblems(exercise, candidates)),
  ]
  return { id, runs, problems }
}

/**
 * Runs the visible tests of an exercise: solutions must pass them, and mutants unless marked; the
 * stub must not. Not in parallel: a visible test may mock an SDK class for the whole process.
 */
export async function verifyVisibleTests(
  exercise: LoadedExercise,
  options: VerifyOptions,
): Promise<Pick<ExerciseProof, 'runs' | 'problems'>> {
  const file = exercise.file.replace(/\.ts$/, '.test.ts')
  if (!existsSync(path.join(exercise.folder, file))) return { runs: [], problems: [] }
  const checks = await loaded(visibleTests(exercise))
  if (checks instanceof Error) {
    return { runs: [], problems: [unloadable(exercise, file, checks)] }
  }
  const names = checks.map(({ name }) => name)
  const runs: Problem[][] = []
  for (const own of await ownCandidates(exercise)) {
    await using section = new SectionBox(options.supply)
    const run = await gradeCandidate(own.candidate, { ...options, exercise, checks, section })
    runs.push(judgeVisibleTests(own, { run, exercise, names }))
  }
  return { runs, problems: [] }
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
