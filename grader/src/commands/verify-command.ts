import { BoxSupply } from '../box/box-supply.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { commonPackages } from '../taught-packages.ts'
import { sectionProblems } from '../verify/form.ts'
import { lessonProblems } from '../verify/lesson.ts'
import { problemLines } from '../verify/problem.ts'
import { type ExerciseProof, verifyExercise, verifyAlone } from '../verify/verify-exercise.ts'
import { print } from './print.ts'
import { showProgress } from './progress.ts'
import type { Command } from './run-command.ts'
import { deadlineOf, jobsOf, minTierOf, refuseArguments, seedOf } from './settings.ts'

/** Proves that the exercises grade fairly; exits with 5 and says what is not fair. */
export const verifyCommand: Command = async (rest, values, world) => {
  refuseArguments('verify', rest, 'Name sections or exercises with --only, as in --only 3.9')
  const deadlineMs = deadlineOf(values)
  const jobs = jobsOf(values)
  const minTier = minTierOf(values)
  const sections = await loadCourse(world.courseRoot, values.only)
  const exercises = exercisesOf(sections)
  const { target, unsupported } = await chooseTarget(values.target, { env: world.env, sections })
  const seed = seedOf(values, world)
  const packages = commonPackages(exercises)
  await using supply = await BoxSupply.open({
    size: jobs,
    packages,
    ...(minTier ? { minTier } : {}),
  })
  const options = { supply, seed, target, deadlineMs }

  const proofs = new Map<string, ExerciseProof>()
  const supported = exercises.filter((exercise) => !unsupported(exercise))
  const progress = showProgress(supported.length, world)
  const waiting = supported.values()
  const worker = async () => {
    for (const exercise of waiting) {
      const proof = await verifyExercise(exercise, options)
      proofs.set(exercise.id, proof)
      progress.advance(`${exercise.id}  ${proof.runs.length} candidates`)
    }
  }
  await Promise.all(Array.from({ length: jobs }, worker))
  progress.end()

  const tally = { passed: 0, failed: 0 }
  for (const exercise of exercises) {
    const reason = unsupported(exercise)
    if (reason) await print(world, `- ${exercise.id}  skipped: ${reason}\n`)
    const proof = proofs.get(exercise.id)
    if (!proof) continue
    const visible = await verifyAlone(exercise, options)
    proof.runs.push(...visible.runs)
    proof.problems.push(...visible.problems)
    const bad = proof.runs.filter((problems) => problems.length > 0).length
    tally.passed += proof.runs.length - bad
    tally.failed += bad + proof.problems.length
    await print(world, shown(proof))
  }
  const whole = sections.filter(({ id }) => values.only?.includes(id) ?? true)
  const ofSections = whole.flatMap(sectionProblems)
  for (const section of whole) ofSections.push(...(await lessonProblems(world.courseRoot, section)))
  tally.failed += ofSections.length
  const lines = ofSections.flatMap(problemLines).map((line) => `${line}\n`)
  await print(
    world,
    `${lines.join('')}verified ${proofs.size} exercises, tier ${supply.tier.name}, seed ${seed}\n` +
      `verify: ${tally.passed} passed, ${tally.failed} failed\n`,
  )
  return tally.failed > 0 ? 5 : 0
}

function shown({ id, runs, problems }: ExerciseProof): string {
  const all = [...problems, ...runs.flat()]
  const lines = all.flatMap(problemLines).map((line) => `    ${line}\n`)
  return `${all.length === 0 ? '✓' : '✗'} ${id}  ${runs.length} runs of candidates\n${lines.join('')}`
}
