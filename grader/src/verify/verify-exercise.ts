import type { MutantExpectation } from '@workshop/exercise'
import type { BoxSupply } from '../box/box-supply.ts'
import type { LoadedExercise } from '../course.ts'
import { hiddenChecks, visibleTests } from '../engine/check-files.ts'
import { gradeCandidate, SectionBox, type CandidateRun } from '../engine/grade-candidate.ts'
import type { TargetFactory } from '../engine/target-factory.ts'
import { type OwnCandidate, ownCandidates } from './candidates.ts'
import { formProblems } from './form.ts'

/** What proving one exercise found out. */
export interface ExerciseProof {
  id: string
  /** Candidates graded against the hidden checks, and how many of them behaved as they must. */
  candidates: { name: string; problems: string[] }[]
  /** What is wrong with the folder, whatever the candidates do. */
  problems: string[]
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
  const checks = await hiddenChecks(exercise)
  const candidates = await ownCandidates(exercise)
  const proved: ExerciseProof['candidates'] = []
  for (const own of candidates) {
    await using section = new SectionBox(options.supply)
    const run = await gradeCandidate(own.candidate, { ...options, exercise, checks, section })
    proved.push({ name: label(own), problems: judge(own, { run, exercise }) })
  }
  const problems = await formProblems(exercise, { checks, candidates })
  return { id: exercise.id, candidates: proved, problems }
}

/**
 * Runs the visible tests of an exercise: solutions must pass them, and mutants unless marked; the
 * stub must not. Not in parallel: a visible test may mock an SDK class for the whole process.
 */
export async function verifyVisibleTests(
  exercise: LoadedExercise,
  options: VerifyOptions,
): Promise<ExerciseProof['candidates']> {
  const checks = await visibleTests(exercise)
  const proved: ExerciseProof['candidates'] = []
  for (const own of await ownCandidates(exercise)) {
    await using section = new SectionBox(options.supply)
    const run = await gradeCandidate(own.candidate, { ...options, exercise, checks, section })
    const failed = failures(run)
    const mustFail = own.kind === 'stub' || expectationOf(exercise, own).visibleTests === 'fail'
    const problems =
      failed.length > 0 === mustFail
        ? []
        : [
            mustFail
              ? 'passes the visible tests, and should not'
              : `fails visible tests: ${list(failed)}`,
          ]
    proved.push({ name: `${label(own)} (visible tests)`, problems: withDetails(problems, run) })
  }
  return proved
}

function judge(
  own: OwnCandidate,
  { run, exercise }: { run: CandidateRun; exercise: LoadedExercise },
): string[] {
  const passed = Object.keys(exercise.exercise.rubric).filter(
    (name) => run.outcomes.get(name)?.status === 'passed',
  )
  if (own.kind === 'stub') {
    return passed.length === 0 ? [] : [`earns points for: ${list(passed)}`]
  }
  const failed = failures(run)
  const expected = own.kind === 'mutant' ? expectationOf(exercise, own).fails : []
  const surprising = failed.filter((name) => !expected.includes(name))
  const survived = expected.filter((name) => !failed.includes(name))
  const problems: string[] = []
  if (run.status !== 'completed') problems.push(`is ${run.status}: ${run.message ?? ''}`)
  if (surprising.length > 0) problems.push(`fails ${list(surprising)}`)
  if (survived.length > 0) problems.push(`does not fail ${list(survived)}`)
  return withDetails(problems, run)
}

function withDetails(problems: string[], { outcomes }: CandidateRun): string[] {
  if (problems.length === 0) return problems
  const details = [...outcomes].flatMap(([name, outcome]) =>
    outcome.status === 'failed' ? [`  ${name}: ${outcome.detail.slice(0, 400)}`] : [],
  )
  return [...problems, ...details]
}

function failures({ outcomes }: CandidateRun): string[] {
  return [...outcomes].filter(([, { status }]) => status !== 'passed').map(([name]) => name)
}

function expectationOf(
  { exercise }: LoadedExercise,
  { kind, name }: OwnCandidate,
): Partial<MutantExpectation> & { fails: readonly string[] } {
  const expected = kind === 'mutant' ? exercise.mutants[name] : undefined
  if (expected === undefined) return { fails: [] }
  return 'fails' in expected ? expected : { fails: expected }
}

function label({ kind, name }: OwnCandidate): string {
  return kind === 'stub' || kind === 'solution' ? kind : `${kind} ${name}`
}

function list(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ')
}
