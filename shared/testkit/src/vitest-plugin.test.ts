import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { importRefusal } from './import-refusal.ts'
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

describe('the imports of candidates', () => {
  const { resolveId } = transpileCandidates()
  const modules = path.resolve(import.meta.dirname, '../../../modules')
  const importer = `${modules}/3.6-s3/exercises/2-list-keys/list-keys.ts`

  test.each(['@aws-sdk/client-s3', 'node:crypto', 'stream', './pages.ts'])('may be %s', (name) => {
    expect(resolveId(name, importer)).toBeUndefined()
  })

  test.each(['@aws-sdk/lib-storage', '@aws-sdk/client-dynamodb', 'lodash', 'vitest'])(
    'may not be %s, in the words of the box',
    (name) => {
      const words = importRefusal(name, ['@aws-sdk/client-s3'])
      expect(wordsOf(() => resolveId(name, importer))).toBe(words)
      expect(words).toContain(`"${name}" cannot be imported here`)
    },
  )

  test.each([importer.replace('.ts', '.test.ts'), `${modules}/3.1-three-vs/data/derive.ts`])(
    'are the business of nobody else, such as %s',
    (other) => {
      expect(resolveId('vitest', other)).toBeUndefined()
    },
  )
})

function wordsOf(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing refused'
}
