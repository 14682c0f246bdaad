import { exercisesOf, loadCourse } from '../course.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { sectionProblems } from '../verify/form.ts'
import { lessonProblems } from '../verify/lesson.ts'
import { problemLines } from '../verify/problem.ts'
import type { ExerciseProof } from '../verify/verify-exercise.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import { print } from './print.ts'
import { showProgress } from './progress.ts'
import type { Command } from './run-command.ts'
import { jobsOf, refuseArguments, seedOf, workerSettings } from './settings.ts'

/** Proves that the exercises grade fairly; exits with 5 and says what is not fair. */
export const verifyCommand: Command = async (rest, values, world) => {
  refuseArguments('verify', rest, 'Name sections or exercises with --only, as in --only 3.9')
  const settings = workerSettings(values, world)
  const jobs = jobsOf(values)
  const sections = await loadCourse(world.courseRoot, values.only)
  const exercises = exercisesOf(sections)
  const { unsupported } = await chooseTarget(values.target, { env: world.env, sections })
  const seed = seedOf(values, world)
  const supported = exercises.filter((exercise) => !unsupported(exercise))
  await using pool = await WorkerPool.open({ ...settings, seed }, { jobs, tasks: supported.length })

  const proofs = new Map<string, ExerciseProof>()
  const progress = showProgress(supported.length, world)
  await Promise.all(
    supported.map(async ({ id }) => {
      const proof = await pool.verify(id)
      proofs.set(id, proof)
      progress.advance(`${id}  ${proof.runs.length} runs of candidates`)
    }),
  )
  progress.end()

  const tally = { passed: 0, failed: 0 }
  for (const exercise of exercises) {
    const reason = unsupported(exercise)
    if (reason) await print(world, `- ${exercise.id}  skipped: ${reason}\n`)
    const proof = proofs.get(exercise.id)
    if (!proof) continue
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
    `${lines.join('')}verified ${proofs.size} exercises, tier ${pool.tier.name}, seed ${seed}\n` +
      `verify: ${tally.passed} passed, ${tally.failed} failed\n`,
  )
  return tally.failed > 0 ? 5 : 0
}

function shown({ id, runs, problems }: ExerciseProof): string {
  const all = [...problems, ...runs.flat()]
  const lines = all.flatMap(problemLines).map((line) => `    ${line}\n`)
  return `${all.length === 0 ? '✓' : '✗'} ${id}  ${runs.length} runs of candidates\n${lines.join('')}`
}
