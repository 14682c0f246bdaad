import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { doTheTask } = candidate(() => import('../do-the-task.ts'))

// Not written yet. Have a check for each line of the rubric, which asserts state and answers.
check('does the task', async () => {
  expect(await doTheTask('input of a check')).toBe('answer')
})
