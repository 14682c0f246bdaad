import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fairCourse, GREET, stub } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { BoxSupply } from '../box/box-supply.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { makeCandidate } from '../intake/candidate.ts'
import { mutateExercise } from './mutate-exercise.ts'
import { openResults, parsedLines } from './mutant-results.ts'

let supply: BoxSupply
beforeAll(async () => {
  supply = await BoxSupply.open({ size: 1 })
})
afterAll(() => supply[Symbol.asyncDispose]())

/** Mutates the exercise of a course; `ran` is how many mutants were run for it. */
async function mutated(course: TemporaryCourse) {
  const [exercise] = exercisesOf(await loadCourse(course.root))
  const cache = course.at('.cache')
  const run = { tier: supply.tier.name, seed: 1 }
  const results = await openResults(exercise!, { cache, fresh: false, run })
  let ran = 0
  const score = await mutateExercise(exercise!, {
    supply,
    seed: 1,
    jobs: 1,
    results,
    onProgress: () => ran++,
  })
  return { score, ran, results }
}

describe('mutateExercise', () => {
  test('kills what a check tells, shows what none does, and knows both the next time', async () => {
    using course = new TemporaryCourse({ files: fairCourse })
    const first = await mutated(course)
    // No check is awake at ten in the evening.
    expect(first.score.survivors.map(({ becomes }) => becomes)).toEqual([
      'return (hour <= 22) ? words : words.toLowerCase()',
    ])
    expect(first.score.killed).toBe(first.score.mutants - 1)
    expect(first.ran).toBe(first.score.mutants)

    const second = await mutated(course)
    expect(second.ran).toBe(0)
    expect(second.score).toEqual(first.score)
  })

  test('does not count a survivor that is listed with its reason', async () => {
    const equivalent = {
      line: 'return hour < 22 ? words : words.toLowerCase()',
      becomes: 'return (hour <= 22) ? words : words.toLowerCase()',
      reason: 'The task does not say when the night begins.',
    }
    using course = new TemporaryCourse({
      files: {
        ...fairCourse,
        [`${GREET}/grading/equivalent-mutants.ts`]: `export default [${JSON.stringify(equivalent)}]`,
      },
    })
    const { score } = await mutated(course)
    expect(score).toMatchObject({ equivalent: 1, survivors: [], problems: [] })
  })

  test('refuses an exercise whose solution fails a check', async () => {
    using course = new TemporaryCourse({
      files: { ...fairCourse, [`${GREET}/grading/solution.ts`]: stub('return `Hello ${name}`') },
    })
    await expect(mutated(course)).rejects.toThrow('The solution of 9.4.1 fails')
  })

  test('ends a mutant that never ends, and counts it as killed', async () => {
    const loop = 'let count = 0\n  while (count < 2) count++\n  '
    const body = `${loop}return hour < 22 || count > 2 ? \`Hello \${name}\`.trim() : \`hello \${name.toLowerCase()}\``
    using course = new TemporaryCourse({
      files: { ...fairCourse, [`${GREET}/grading/solution.ts`]: stub(body) },
    })
    const { results } = await mutated(course)
    const endless = stub(body.replace('count++', 'count--'))
    const { sha256 } = makeCandidate('greet.ts', endless)
    expect(results.get(sha256)).toEqual({ sha256, outcome: 'killed' })
  }, 60_000)
})

describe('parsedLines', () => {
  test('leaves out a line that was cut short', () => {
    const line = '{"sha256":"c0ffee","outcome":"killed"}'
    expect(parsedLines(`${line}\n{"sha256":"deca`)).toEqual([
      { sha256: 'c0ffee', outcome: 'killed' },
    ])
  })
})
