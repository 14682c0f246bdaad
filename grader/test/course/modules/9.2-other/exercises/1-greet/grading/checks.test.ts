import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

// A secret of the trusted side: canary-in-the-checks-3f81c2
const check = checksFor(exercise)
const { greeting } = candidate(() => import('../greet.ts'))

check('greets by name', async () => {
  expect(await greeting('Katherine')).toBe('Good morning, Katherine')
})

check('greets without a name', async () => {
  expect(await greeting('')).toBe('Good morning')
})
