import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../../test/temporary-course.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { makeCandidate } from '../intake/candidate.ts'
import { graderHash, resultKey } from './result-key.ts'

const identity = {
  grader: 'c0ffee',
  target: 'mock',
  tier: 'full',
  seed: 7,
  deadlineMs: 60_000,
}
const candidate = makeCandidate('greet.ts', 'export const greeting = () => "Good morning"')

describe('resultKey', () => {
  test('is the same for the same candidate in the same course at another place', async () => {
    using one = new TemporaryCourse({ from: FIXTURE_COURSE })
    using other = new TemporaryCourse({ from: FIXTURE_COURSE })
    expect(await keyIn(one)).toBe(await keyIn(other))
  })

  test.each([
    ['grader', 'decade'],
    ['target', 'localstack'],
    ['tier', 'minimal'],
    ['seed', 8],
    ['deadlineMs', 1_000],
  ])('changes with the %s', async (name, value) => {
    const [exercise] = exercisesOf(await loadCourse(FIXTURE_COURSE, ['9.2.1']))
    const what = { exercise: exercise!, candidate }
    expect(resultKey(what, { ...identity, [name]: value })).not.toBe(resultKey(what, identity))
  })

  test('changes with the candidate, and with a file beside it', async () => {
    const [exercise] = exercisesOf(await loadCourse(FIXTURE_COURSE, ['9.2.1']))
    const beside = new Map([['words.ts', 'export const word = "Good"']])
    const candidates = [
      undefined,
      candidate,
      makeCandidate('greet.ts', `${candidate.text} `),
      makeCandidate('greet.ts', candidate.text, beside),
    ]
    const keys = candidates.map((one) =>
      resultKey({ exercise: exercise!, candidate: one }, identity),
    )
    expect(new Set(keys).size).toBe(candidates.length)
  })

  test('changes with what had the box before', async () => {
    const [exercise] = exercisesOf(await loadCourse(FIXTURE_COURSE, ['9.2.1']))
    const other = makeCandidate('other.ts', 'export {}')
    const keys = [[], [other], [other, candidate]].map((before) =>
      resultKey({ exercise: exercise!, candidate, before }, identity),
    )
    expect(new Set(keys).size).toBe(3)
  })

  test.each([
    ['a hidden check', 'modules/9.2-other/exercises/1-greet/grading/checks.test.ts'],
    ['the rubric', 'modules/9.2-other/exercises/1-greet/grading/exercise.ts'],
    ['data of the section', 'modules/9.2-other/data/names.json'],
  ])('changes with %s', async (_, file) => {
    using before = new TemporaryCourse({ from: FIXTURE_COURSE })
    using after = new TemporaryCourse({ from: FIXTURE_COURSE })
    const text = file.endsWith('exercise.ts')
      ? "export default { file: 'greet.ts', rubric: { a: 1 }, hints: [], mutants: {} }"
      : '[]'
    after.write(file, text)
    expect(await keyIn(after)).not.toBe(await keyIn(before))
  })
})

test('graderHash is a hash that stays', () => {
  expect(graderHash()).toMatch(/^[\da-f]{64}$/)
  expect(graderHash()).toBe(graderHash())
})

async function keyIn(course: TemporaryCourse): Promise<string> {
  const [exercise] = exercisesOf(await loadCourse(course.root, ['9.2.1']))
  return resultKey({ exercise: exercise!, candidate }, identity)
}
