import { describe, expect, test } from 'vitest'
import { transpile } from './transpile.ts'
import { transpileCandidates } from './vitest-plugin.ts'

const EXERCISE = '/course/modules/3.6-s3/exercises/4-claim-username'
const SOURCE = `enum Tier { Standard = 'STANDARD' }\nexport const tier: string = Tier.Standard\n`

describe('transpileCandidates', () => {
  const { transform } = transpileCandidates()

  test.each([
    `${EXERCISE}/claim-username.ts`,
    `${EXERCISE}/claim-username.ts?v=17`,
    `${EXERCISE}/grading/solution.ts`,
    `${EXERCISE}/grading/mutants/checks-then-writes.ts`,
    `${EXERCISE}/grading/alternatives/asks-again.mts`,
  ])('reads %s as the box does', (id) => {
    expect(transform(SOURCE, id)).toEqual({ code: transpile(SOURCE, id.split('?')[0]!), map: null })
  })

  test.each([
    `${EXERCISE}/claim-username.test.ts`,
    `${EXERCISE}/grading/checks.test.ts`,
    `${EXERCISE}/grading/exercise.ts`,
    `${EXERCISE}/data.json`,
    '/course/shared/testkit/src/expect.ts',
    '/course/modules/3.6-s3/data/derive.ts',
  ])('leaves %s to vitest', (id) => {
    expect(transform(SOURCE, id)).toBeUndefined()
  })

  test('refuses what the box cannot run, with the same words', () => {
    const id = `${EXERCISE}/claim-username.ts`
    const source = 'namespace Rows { export const size = 7 }'
    expect(wordsOf(() => transform(source, id))).toBe(wordsOf(() => transpile(source, id)))
    expect(wordsOf(() => transform(source, id))).toContain('A namespace cannot be run here')
  })
})

function wordsOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing refused'
}
