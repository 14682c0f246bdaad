import type { MutantExpectation } from '@workshop/exercise'
import type { LoadedExercise } from '../course.ts'
import type { CandidateRun } from '../engine/grade-candidate.ts'
import type { OwnCandidate } from './candidates.ts'
import { type Problem, quoted } from './problem.ts'

/** What a run of the hidden checks says against a candidate, or against the checks. */
export function judgeChecks(
  own: OwnCandidate,
  { run, exercise }: { run: CandidateRun; exercise: LoadedExercise },
): Problem[] {
  const names = Object.keys(exercise.exercise.rubric)
  const failed = failedOf(names, run)
  const passed = names.filter((name) => !failed.includes(name))
  const found: Finding[] = []
  if (run.status !== 'completed') {
    found.push({
      what: `is ${run.status}: ${run.message ?? 'no reason is known'}`,
      fix: 'Mend the file: every candidate of the course loads and comes to an end',
    })
  }
  if (own.kind === 'stub') {
    if (passed.length > 0) {
      found.push({
        what: `earns points for ${quoted(passed)}, and is not written yet`,
        fix: `Have ${checksFile(exercise)} ask for an answer or a state that only work brings about`,
      })
    }
    return withDetails(found, own, run)
  }
  const expected = own.kind === 'mutant' ? expectationOf(exercise, own).fails : []
  const surprising = failed.filter((name) => !expected.includes(name))
  const survived = expected.filter((name) => !failed.includes(name))
  if (surprising.length > 0) {
    found.push({
      what: `fails ${quoted(surprising)}`,
      fix:
        own.kind === 'mutant'
          ? `List it for "${own.name}" in ${exercise.dir}/grading/exercise.ts, or have the mutant make one mistake only`
          : `Mend the ${own.kind}, or have ${checksFile(exercise)} ask no more than the README does`,
    })
  }
  if (survived.length > 0) {
    found.push({
      what: `survives ${quoted(survived)}`,
      fix: `Have ${checksFile(exercise)} look where the mutant is wrong`,
    })
  }
  return withDetails(found, own, run)
}

/** What a run of the visible tests says against a candidate, or against the tests. */
export function judgeVisibleTests(
  own: OwnCandidate,
  { run, exercise, names }: { run: CandidateRun; exercise: LoadedExercise; names: string[] },
): Problem[] {
  const failed = failedOf(names, run)
  const mustFail = own.kind === 'stub' || expectationOf(exercise, own).visibleTests === 'fail'
  if (failed.length > 0 === mustFail) return []
  const tests = `${exercise.dir}/${exercise.file.replace(/\.ts$/, '.test.ts')}`
  const finding: Finding = mustFail
    ? {
        what: 'passes the visible tests, and is expected to fail them',
        fix:
          own.kind === 'stub'
            ? `Have ${tests} call what the student is to write`
            : `Take \`visibleTests: 'fail'\` from "${own.name}" in ${exercise.dir}/grading/exercise.ts`,
      }
    : {
        what: `fails the visible tests ${quoted(failed)}`,
        fix:
          own.kind === 'mutant'
            ? `Write \`visibleTests: 'fail'\` for "${own.name}" in ${exercise.dir}/grading/exercise.ts, or ask less of ${tests}`
            : `Mend ${tests}, or the ${own.kind}`,
      }
  return withDetails([finding], own, run)
}

type Finding = Pick<Problem, 'what' | 'fix'>

/** A check that nobody saw pass counts as failed, as it does for students. */
function failedOf(names: readonly string[], { outcomes }: CandidateRun): string[] {
  return names.filter((name) => outcomes.get(name)?.status !== 'passed')
}

function expectationOf(
  { exercise }: LoadedExercise,
  { kind, name }: OwnCandidate,
): Partial<MutantExpectation> & { fails: readonly string[] } {
  const expected = kind === 'mutant' ? exercise.mutants[name] : undefined
  if (expected === undefined) return { fails: [] }
  return 'fails' in expected ? expected : { fails: expected }
}

function withDetails(found: Finding[], { file }: OwnCandidate, run: CandidateRun): Problem[] {
  const details = [...run.outcomes].flatMap(([name, outcome]) =>
    outcome.status === 'failed' ? [`${name}: ${outcome.detail.slice(0, 400)}`] : [],
  )
  return found.map((finding, position) => ({
    file,
    ...finding,
    ...(position === found.length - 1 && details.length > 0 ? { details } : {}),
  }))
}

function checksFile({ dir }: LoadedExercise): string {
  return `${dir}/grading/checks.test.ts`
}
