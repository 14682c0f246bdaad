import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DeclaredCheck } from '@workshop/testkit/declare'
import type { BoxSupply } from '../box/box-supply.ts'
import { busyness } from '../box/busyness.ts'
import type { LoadedExercise } from '../course.ts'
import { hiddenChecks } from '../engine/check-files.ts'
import { gradeCandidate, SectionBox } from '../engine/grade-candidate.ts'
import { CHECK_BUDGET, NEVER_COMES } from '../engine/run-check.ts'
import { mockTarget } from '../engine/target-factory.ts'
import { GraderError } from '../grader-error.ts'
import { type Candidate, makeCandidate } from '../intake/candidate.ts'
import type { Problem } from '../verify/problem.ts'
import { equivalentProblems, equivalentsOf, isListed } from './equivalents.ts'
import { makeMutants, type MechanicalMutant } from './make-mutants.ts'
import type { MutantResult, MutantResults } from './mutant-results.ts'

/** Mutants that one box runs before it is thrown away: what they leave in memory adds up. */
const MUTANTS_A_BOX = 30

/** What a check may take of a mutant before it counts as endless: this, and so often the solution's. */
const GRACE_MS = 1_000
const PATIENCE = 5

/** How a check ends that waits for what never comes. */
const WAITS = `OutOfBudget: ${NEVER_COMES}`

/** What mutating one exercise found out. */
export interface MutationScore {
  id: string
  title: string
  /** Those that load. */
  mutants: number
  killed: number
  equivalent: number
  survivors: MechanicalMutant[]
  problems: Problem[]
}

export interface MutateOptions {
  supply: BoxSupply
  seed: number
  jobs: number
  results: MutantResults
  onProgress: (done: number, all: number) => void
}

/** Runs the hidden checks against every mutant of an exercise's solution that is not known yet. */
export async function mutateExercise(
  exercise: LoadedExercise,
  options: MutateOptions,
): Promise<MutationScore> {
  const solution = await readFile(path.join(exercise.folder, 'grading/solution.ts'), 'utf8')
  const equivalents = await equivalentsOf(exercise)
  const mutants = await makeMutants(solution)
  const outcomes = await outcomesOf(mutants, { ...options, exercise, solution })
  const counted = mutants.filter((mutant) => outcomes.get(mutant)!.outcome !== 'broken')
  const alive = mutants.filter((mutant) => outcomes.get(mutant)!.outcome === 'survived')
  const survivors = alive.filter((mutant) => !isListed(mutant, equivalents))
  return {
    id: exercise.id,
    title: exercise.title,
    mutants: counted.length,
    killed: counted.length - alive.length,
    equivalent: alive.length - survivors.length,
    survivors,
    problems: equivalentProblems(exercise, { equivalents, survivors: alive, mutants }),
  }
}

async function outcomesOf(
  mutants: readonly MechanicalMutant[],
  options: MutateOptions & { exercise: LoadedExercise; solution: string },
): Promise<Map<MechanicalMutant, MutantResult>> {
  const { exercise, solution, results, onProgress, jobs, supply } = options
  const outcomes = new Map<MechanicalMutant, MutantResult>()
  const unknown: [MechanicalMutant, Candidate][] = []
  for (const mutant of mutants) {
    const candidate = makeCandidate(exercise.file, mutant.text)
    const known = results.get(candidate.sha256)
    if (known) outcomes.set(mutant, known)
    else unknown.push([mutant, candidate])
  }
  if (unknown.length === 0) return outcomes
  const pace = await paceOf(makeCandidate(exercise.file, solution), options)
  const waiting = unknown.values()
  const worker = async () => {
    await using section = new SectionBox(supply)
    for (const [mutant, candidate] of waiting) {
      const result = await fate(candidate, { ...options, pace, section })
      await results.add(result)
      outcomes.set(mutant, result)
      onProgress(outcomes.size, mutants.length)
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  return outcomes
}

/** The checks, quickest first, and how long the slowest and all of them take the solution. */
interface Pace {
  checks: readonly DeclaredCheck[]
  slowestMs: number
  allMs: number
}

async function paceOf(
  candidate: Candidate,
  { exercise, supply, seed }: MutateOptions & { exercise: LoadedExercise },
): Promise<Pace> {
  await using section = new SectionBox(supply)
  const timed: { check: DeclaredCheck; ms: number }[] = []
  const common = { exercise, section, seed, target: mockTarget, deadlineMs: 600_000 }
  const checks = await hiddenChecks(exercise)
  // Starting a box and loading into it is not what a check takes.
  await gradeCandidate(candidate, { ...common, checks: checks.slice(0, 1) })
  for (const check of checks) {
    const started = performance.now()
    const run = await gradeCandidate(candidate, { ...common, checks: [check] })
    if (run.outcomes.get(check.name)?.status !== 'passed') {
      throw new GraderError(`The solution of ${exercise.id} fails "${check.name}"`, {
        fix: `Mend it first: see "grader verify --only ${exercise.id}"`,
      })
    }
    timed.push({ check, ms: performance.now() - started })
  }
  const sorted = timed.toSorted((one, other) => one.ms - other.ms)
  return {
    checks: sorted.map(({ check }) => check),
    slowestMs: sorted.at(-1)?.ms ?? 0,
    allMs: sorted.reduce((sum, { ms }) => sum + ms, 0),
  }
}

async function fate(
  candidate: Candidate,
  options: MutateOptions & { exercise: LoadedExercise; pace: Pace; section: SectionBox },
): Promise<MutantResult> {
  const { exercise, pace, section, seed } = options
  const { sha256 } = candidate
  const attempt = async () => {
    const run = await gradeCandidate(candidate, {
      exercise,
      checks: pace.checks,
      section,
      seed,
      target: mockTarget,
      deadlineMs: 60_000 + pace.allMs * PATIENCE,
      // The pace was taken on a machine as busy as this one: it need not stretch again.
      budget: { ...CHECK_BUDGET, ms: GRACE_MS + (pace.slowestMs * PATIENCE) / busyness() },
      stopAtFailure: true,
    })
    const outcome = run.outcomes.values().find(({ status }) => status !== 'passed')
    const detail = outcome?.status === 'failed' ? outcome.detail : (run.message ?? '')
    const hasPassed =
      run.status === 'completed' && run.outcomes.size === pace.checks.length && !outcome
    return { status: run.status, detail, hasPassed }
  }
  const wasUsed = section.isUsed
  let { status, detail, hasPassed } = await attempt()
  // What does not load in a box that others used may be their doing; what seems to wait for ever
  // may have waited for a busy machine.
  if ((status === 'broken' && wasUsed) || detail.startsWith(WAITS)) {
    await section.renew()
    ;({ status, detail, hasPassed } = await attempt())
  }
  // What took too long may still go on in there.
  if (!hasPassed && (status !== 'completed' || detail.startsWith(WAITS))) {
    await section.renew()
  }
  if (section.isUsed && section.box.candidates >= MUTANTS_A_BOX) await section.renew()
  if (status === 'broken') return { sha256, outcome: 'broken' }
  return { sha256, outcome: hasPassed ? 'survived' : 'killed' }
}
