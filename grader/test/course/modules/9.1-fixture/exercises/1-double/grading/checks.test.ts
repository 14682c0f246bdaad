import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import exercise from './exercise.ts'

// A secret of the trusted side: canary-in-the-checks-3f81c2
const check = checksFor(exercise)
const { double } = candidate(() => import('../double.ts'))

check('doubles every reading, in order', async ({ holdsFor }) => {
  const readings = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 9 })
  await holdsFor(
    readings,
    async (list) => {
      expect(await double([...list, 7, 11])).toEqual([...list.map((one) => one + one), 14, 22])
    },
    { runs: 8 },
  )
})

check('gives an empty list for an empty list', async () => {
  expect(await double([])).toStrictEqual([])
})

check('refuses a reading that is not a number', async () => {
  expect(await double([5])).toEqual([10])
  const broken = [4, 'canary-in-an-input-95d0ae'] as unknown as number[]
  await expect(double(broken)).rejects.toBeInstanceOf(TypeError)
})
