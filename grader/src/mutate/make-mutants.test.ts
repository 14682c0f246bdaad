import { describe, expect, test } from 'vitest'
import { makeMutants } from './make-mutants.ts'

const SOLUTION = `import type { Bird } from '../birds.ts'

export function large(birds: Bird[]): Bird[] {
  return birds.filter(({ grams }) => grams > 1_000)
}
`

describe('makeMutants', () => {
  test('makes one small mistake in each text', async () => {
    const mutants = await makeMutants(SOLUTION)
    const lines = mutants.map(({ mutator, becomes }) => `${mutator}: ${becomes}`)
    expect(lines).toContain(
      'EqualityOperator: return birds.filter(({ grams }) => (grams >= 1_000))',
    )
    expect(lines).toContain('ConditionalExpression: return birds.filter(({ grams }) => true)')
    expect(lines).toContain('MethodExpression: return birds')
    expect(lines).toContain('BlockStatement: export function large(birds: Bird[]): Bird[] {}')
  })

  test('makes each text once, and never the solution itself', async () => {
    const texts = (await makeMutants(SOLUTION)).map(({ text }) => text)
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts).not.toContain(SOLUTION)
  })

  test('leaves imports and types alone', async () => {
    const mutants = await makeMutants(SOLUTION)
    expect(mutants.filter(({ line }) => line.startsWith('import'))).toEqual([])
  })

  test('makes the same mutants of the same text', async () => {
    expect(await makeMutants(SOLUTION)).toEqual(await makeMutants(SOLUTION))
  })

  test('rejects for a text that does not parse', async () => {
    await expect(makeMutants('export function large(')).rejects.toThrow()
  })
})
