import { START_OF_TIME } from '@workshop/aws/clock'
import { defineExercise } from '@workshop/exercise'
import { describe, expect, test as vitestTest } from 'vitest'
import { candidate } from './candidate.ts'
import { checksFor, collectChecks, test } from './declare.ts'
import { freshCheck } from './fresh-check.ts'

const exercise = defineExercise({
  file: 'claim-username.ts',
  rubric: { 'claims a free username': 1, 'refuses a taken username': { points: 2 } },
  hints: ['Who decides?', 'S3 can decide for you.', 'IfNoneMatch: "*"'],
  mutants: { 'never-claims': ['claims a free username'] },
})

describe('checksFor', () => {
  vitestTest('declares what a file declares, in its order, and runs nothing', async () => {
    let ran = 0
    const declared = await collectChecks(async () => {
      const check = checksFor(exercise)
      check('refuses a taken username', () => void ran++)
      check('claims a free username', () => void ran++)
    })
    const names = declared.map(({ name }) => name)
    expect(names).toEqual(['refuses a taken username', 'claims a free username'])
    expect(ran).toBe(0)
    await declared[0]!.body(freshCheck().context)
    expect(ran).toBe(1)
  })

  vitestTest('compiles only with names of the rubric', async () => {
    const declared = await collectChecks(async () => {
      const check = checksFor(exercise)
      // @ts-expect-error -- not a line of this rubric
      check('claims a taken username', () => {})
    })
    expect(declared).toHaveLength(1)
  })
})

describe('collectChecks', () => {
  vitestTest('collects visible tests as well', async () => {
    const declared = await collectChecks(async () => test('claims a free username', () => {}))
    expect(declared.map(({ name }) => name)).toEqual(['claims a free username'])
  })

  vitestTest('passes on what a file throws, and collects nothing into the next', async () => {
    const broken = collectChecks(async () => {
      test('claims a free username', () => {})
      throw new SyntaxError('Unexpected token')
    })
    await expect(broken).rejects.toThrow('Unexpected token')
    expect(await collectChecks(async () => {})).toEqual([])
  })
})

const student = {
  doubled: (rows: number) => rows * 2,
  napped: async (sleep: (ms: number) => Promise<void>) => {
    await sleep(1_000)
    return Date.now()
  },
}
const { doubled, napped } = candidate(async () => student)

describe('a check inside vitest', () => {
  test('calls the candidate behind the membrane', async () => {
    expect(await doubled(21)).toBe(42)
  })

  test('has a clock of its own, which the candidate lives by', async ({ sleep, now }) => {
    expect(await napped(sleep)).toBe(START_OF_TIME + 1_000)
    expect(now()).toBe(START_OF_TIME + 1_000)
  })

  test('starts with a fresh clock and an empty account', async ({ aws, now }) => {
    expect(now()).toBe(START_OF_TIME)
    expect(aws.calls()).toEqual([])
  })
})
