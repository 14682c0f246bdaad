import { expect, test } from 'vitest'
import { FIXTURE_COURSE } from '../test/temporary-course.ts'
import { loadCourse } from './course.ts'
import { noStore } from './engine/result-store.ts'
import { openGrading } from './open-grading.ts'

test('openGrading lets nobody add to what all objects inherit', async () => {
  const sections = await loadCourse(FIXTURE_COURSE, ['9.2'])
  const settings = { target: 'mock', env: {}, seed: 7, deadlineMs: 30_000 }
  await using _supply = (await openGrading(sections, settings, noStore)).supply
  const inherited = Object.getPrototypeOf({}) as Record<string, unknown>
  expect(() => (inherited['polluted'] = true)).toThrow(TypeError)
  expect('polluted' in {}).toBe(false)
})
