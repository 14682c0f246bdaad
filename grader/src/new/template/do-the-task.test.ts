import { candidate, expect, test } from '@workshop/testkit'

const { doTheTask } = candidate(() => import('./do-the-task.ts'))

// Not written yet. Show the task in two to four tests, with other data than the checks.
test('does the task', async () => {
  expect(await doTheTask('input of a test')).toBe('answer')
})
