import { expect, test } from 'vitest'
import { COURSE_ROOT, exercisesOf, type LoadedExercise, loadCourse } from '../src/course.ts'
import { type OwnCandidate, ownCandidates } from '../src/verify/candidates.ts'
import { engineVerdicts } from './parity/engine-verdicts.ts'
import { type Trial, vitestVerdicts } from './parity/vitest-verdicts.ts'
import { FIXTURE_COURSE } from './temporary-course.ts'

// vitest in process is how exercises are written, the engine with its boxes is how they are graded:
// both give the same verdict, check by check.

test('engine and vitest agree on every candidate of the fixture course', async () => {
  const trials = await trialsIn(FIXTURE_COURSE, () => true)
  expect(trials.length).toBeGreaterThan(15)
  expect(await disagreements(trials)).toEqual([])
}, 120_000)

test('engine and vitest agree on a solution and a mutant of every exercise', async () => {
  const trials = await trialsIn(COURSE_ROOT, ({ kind }, position) => {
    return kind === 'solution' || (kind === 'mutant' && position === 0)
  })
  expect(await disagreements(trials)).toEqual([])
}, 900_000)

/** `isWanted` gets each candidate, and how many of its kind came before it. */
async function trialsIn(
  root: string,
  isWanted: (own: OwnCandidate, position: number) => boolean,
): Promise<Trial[]> {
  const exercises = exercisesOf(await loadCourse(root))
  const wanted = async (exercise: LoadedExercise): Promise<Trial[]> => {
    const byKind = Map.groupBy(await ownCandidates(exercise), ({ kind }) => kind)
    const kept = [...byKind.values()].flatMap((same) => same.filter(isWanted))
    return kept.map((own) => ({ exercise, own }))
  }
  return (await Promise.all(exercises.map(wanted))).flat()
}

async function disagreements(trials: readonly Trial[]) {
  // One after the other: both keep all cores busy, and in vitest a check has a time limit.
  const inVitest = await vitestVerdicts(trials)
  const inEngine = await engineVerdicts(trials)
  return trials.flatMap(({ own }, position) => {
    const [vitest, engine] = [inVitest[position]!, inEngine[position]!]
    const names = new Set([...Object.keys(vitest), ...Object.keys(engine)])
    return [...names]
      .filter((name) => vitest[name] !== engine[name])
      .map((name) => ({ file: own.file, check: name, vitest: vitest[name], engine: engine[name] }))
  })
}
