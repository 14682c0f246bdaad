import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fairCourse, GREET, stub } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { BoxSupply } from '../box/box-supply.ts'
import { loadCourse } from '../course.ts'
import { mockTarget } from '../engine/target-factory.ts'
import { sectionProblems } from './form.ts'
import type { Problem } from './problem.ts'
import { verifyExercise } from './verify-exercise.ts'

const CHECKS = `${GREET}/grading/checks.test.ts`
const TESTS = `${GREET}/greet.test.ts`
const SOLUTION = `${GREET}/grading/solution.ts`
const right = fairCourse[SOLUTION]!
const wrong = stub('return `Hi ${name}`')

let supply: BoxSupply
beforeAll(async () => {
  supply = await BoxSupply.open({ size: 2 })
})
afterAll(() => supply[Symbol.asyncDispose]())

describe('verify', () => {
  test('finds nothing against a fair exercise', async () => {
    expect(await problemsWith({})).toEqual([])
  })

  test.each([
    [
      'a stub that earns points',
      { [`${GREET}/greet.ts`]: stub('return "Hello"') },
      `${GREET}/greet.ts`,
      /earns points for "greets nobody too"/,
    ],
    [
      'a stub that does not load',
      { [`${GREET}/greet.ts`]: 'export function greeting(' },
      `${GREET}/greet.ts`,
      /is broken: The file does not load/,
    ],
    [
      'a stub that passes the visible tests',
      { [TESTS]: '' },
      `${GREET}/greet.ts`,
      /passes the visible tests/,
    ],
    [
      'a solution that fails',
      { [SOLUTION]: wrong },
      SOLUTION,
      /^fails "greets by name", "is quiet at night", "greets nobody too"/,
    ],
    [
      'an alternative that fails',
      { [`${GREET}/grading/alternatives/joined.ts`]: wrong },
      `${GREET}/grading/alternatives/joined.ts`,
      /^fails "greets by name"/,
    ],
    [
      'a mutant that survives',
      { [`${GREET}/grading/mutants/forgets-nobody.ts`]: right },
      `${GREET}/grading/mutants/forgets-nobody.ts`,
      /^survives "greets nobody too"/,
    ],
    [
      'a mutant that fails more than is listed',
      { [`${GREET}/grading/mutants/forgets-nobody.ts`]: wrong },
      `${GREET}/grading/mutants/forgets-nobody.ts`,
      /^fails "greets by name", "is quiet at night"/,
    ],
    [
      'a mutant that fails visible tests, unmarked',
      { [`${GREET}/grading/mutants/forgets-nobody.ts`]: wrong },
      `${GREET}/grading/mutants/forgets-nobody.ts`,
      /^fails the visible tests "greets Ada at nine"/,
    ],
    [
      'a mutant that fails visible tests which run alone, for they mock the SDK',
      {
        [TESTS]: `// aws-sdk-client-mock\n${fairCourse[TESTS]}`,
        [`${GREET}/grading/mutants/forgets-nobody.ts`]: wrong,
      },
      `${GREET}/grading/mutants/forgets-nobody.ts`,
      /^fails the visible tests "greets Ada at nine"/,
    ],
    [
      'visible tests that do not load',
      { [TESTS]: 'throw new Error("no tests today")' },
      TESTS,
      /does not load: no tests today/,
    ],
    [
      'checks that do not load',
      { [CHECKS]: 'throw new Error("no checks today")' },
      CHECKS,
      /does not load: no checks today/,
    ],
  ])('finds %s', async (_, spoiled, file, what) => {
    const found = await problemsWith(spoiled)
    const match = found.find((problem) => problem.file === file && what.test(problem.what))
    expect(match, JSON.stringify(found, null, 2)).toBeDefined()
    expect(match!.fix).toMatch(/^[A-Z].{8}/)
  })

  test.each([
    ['the solution', SOLUTION],
    ['the checks', CHECKS],
    ['the visible tests', TESTS],
    ['a mutant that placeholders name', `${GREET}/grading/mutants/first-mistake.ts`],
  ])('says no more of what is not written: %s', async (_, file) => {
    const spoiled = { [file]: `// Not written yet. Write it here.\n${fairCourse[file]}` }
    expect(await problemsWith(spoiled)).toEqual([
      { file: `${file}:1`, what: 'is not written yet', fix: 'Write it here' },
    ])
  })
})

async function problemsWith(spoiled: Record<string, string | undefined>): Promise<Problem[]> {
  const files = Object.entries({ ...fairCourse, ...spoiled })
  const kept = files.filter((entry): entry is [string, string] => entry[1] !== undefined)
  using course = new TemporaryCourse({ files: Object.fromEntries(kept) })
  const [section] = await loadCourse(course.root)
  const exercise = section!.exercises[0]!
  const options = { supply, seed: 7, target: mockTarget, deadlineMs: 30_000 }
  const { problems, runs } = await verifyExercise(exercise, options)
  return [...sectionProblems(section!), ...problems, ...runs.flat()]
}
