import { BoxSupply } from '../box/box-supply.ts'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../course.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { sectionProblems } from '../verify/form.ts'
import {
  type ExerciseProof,
  verifyExercise,
  verifyVisibleTests,
} from '../verify/verify-exercise.ts'
import type { Command } from './run-command.ts'
import { jobsOf, minTierOf, seedOf, wholeNumber } from './settings.ts'

/** Proves that the exercises grade fairly; exits with 5 and says what is not fair. */
export const verifyCommand: Command = async (_, values, { stdout, env }) => {
  const sections = await loadCourse(COURSE_ROOT, values.only)
  const exercises = exercisesOf(sections)
  const { target, unsupported } = await chooseTarget(values.target, { env, sections })
  const jobs = jobsOf(values)
  const minTier = minTierOf(values)
  await using supply = await BoxSupply.open({ size: jobs, ...(minTier ? { minTier } : {}) })
  const deadlineMs = wholeNumber(values, 'deadline')! * 1_000
  const options = { supply, seed: seedOf(values), target, deadlineMs }

  const tally = { passed: 0, failed: 0, unfair: 0 }
  const proofs = new Map<string, ExerciseProof>()
  const waiting = exercises.filter((exercise) => !unsupported(exercise)).values()
  const worker = async () => {
    for (const exercise of waiting) proofs.set(exercise.id, await verifyExercise(exercise, options))
  }
  await Promise.all(Array.from({ length: jobs }, worker))

  for (const exercise of exercises) {
    const reason = unsupported(exercise)
    if (reason) stdout.write(`- ${exercise.id}  skipped: ${reason}\n`)
    const proof = proofs.get(exercise.id)
    if (!proof) continue
    proof.candidates.push(...(await verifyVisibleTests(exercise, options)))
    show(proof, { tally, stdout })
  }
  const problems = values.only ? [] : sections.flatMap(sectionProblems)
  for (const problem of problems) stdout.write(`✗ ${problem}\n`)
  stdout.write(
    `verified ${proofs.size} exercises, tier ${supply.tier.name}, seed ${options.seed}\n` +
      `verify: ${tally.passed} passed, ${tally.failed} failed\n`,
  )
  return tally.unfair + problems.length > 0 ? 5 : 0
}

function show(
  { id, candidates, problems }: ExerciseProof,
  {
    tally,
    stdout,
  }: { tally: { passed: number; failed: number; unfair: number }; stdout: NodeJS.WritableStream },
) {
  const bad = candidates.filter((candidate) => candidate.problems.length > 0)
  tally.passed += candidates.length - bad.length
  tally.failed += bad.length
  const fair = bad.length === 0 && problems.length === 0
  stdout.write(`${fair ? '✓' : '✗'} ${id}  ${candidates.length} candidates\n`)
  if (fair) return
  tally.unfair++
  for (const problem of problems) stdout.write(`    ${problem}\n`)
  for (const { name, problems: found } of bad)
    stdout.write(`    ${name} ${found.join('\n      ')}\n`)
}
