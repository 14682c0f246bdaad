import { describe, expect, test } from 'vitest'
import { fairCourse, GREET } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { exercisesOf, loadCourse } from '../course.ts'
import { type Equivalent, equivalentProblems, equivalentsOf, isListed } from './equivalents.ts'
import type { MechanicalMutant } from './make-mutants.ts'

const mutant = (line: string, becomes: string): MechanicalMutant => ({
  line,
  becomes,
  at: 1,
  mutator: 'BooleanLiteral',
  text: becomes,
})
const flipped = mutant('return true', 'return false')
const entry: Equivalent = { line: 'return true', becomes: 'return false', reason: 'Nobody asks.' }

describe('isListed', () => {
  test('goes by the line and what becomes of it', () => {
    expect(isListed(flipped, [entry])).toBe(true)
    expect(isListed(mutant('return true', 'return 1'), [entry])).toBe(false)
    expect(isListed(mutant('return !true', 'return false'), [entry])).toBe(false)
  })
})

describe('equivalentProblems', () => {
  const problemsOf = (survivors: MechanicalMutant[], mutants: MechanicalMutant[]) =>
    equivalentProblems({ dir: 'modules/a' }, { equivalents: [entry], survivors, mutants })

  test('finds nothing against an entry whose mutant survives', () => {
    expect(problemsOf([flipped], [flipped])).toEqual([])
  })

  test('finds an entry that a check tells apart', () => {
    const [problem] = problemsOf([], [flipped])
    expect(problem).toMatchObject({
      file: 'modules/a/grading/equivalent-mutants.ts',
      what: 'says that no check may tell "return false", and one does',
    })
  })

  test('finds an entry that is no mutant', () => {
    const [problem] = problemsOf([], [mutant('return true', 'return 1')])
    expect(problem?.what).toMatch(/and no mutant is that$/)
  })
})

describe('equivalentsOf', () => {
  const listOf = async (text: string) => {
    using course = new TemporaryCourse({
      files: { ...fairCourse, [`${GREET}/grading/equivalent-mutants.ts`]: text },
    })
    const [exercise] = exercisesOf(await loadCourse(course.root))
    return await equivalentsOf(exercise!)
  }

  test('has one entry for each of several mutants of a line', async () => {
    const list = "{ line: 'return true', becomes: ['return false', 'return 1'], reason: 'None.' }"
    expect(await listOf(`export default [${list}]`)).toEqual([
      { line: 'return true', becomes: 'return false', reason: 'None.' },
      { line: 'return true', becomes: 'return 1', reason: 'None.' },
    ])
  })

  test('refuses an entry without a reason', async () => {
    const list = "{ line: 'return true', becomes: 'return false', reason: ' ' }"
    await expect(listOf(`export default [${list}]`)).rejects.toThrow(/a reason each/)
  })

  test('is empty where an exercise has no list', async () => {
    using course = new TemporaryCourse({ files: fairCourse })
    const [exercise] = exercisesOf(await loadCourse(course.root))
    expect(await equivalentsOf(exercise!)).toEqual([])
  })
})
