import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../../test/temporary-course.ts'
import { placeOf } from './place.ts'

describe('the place of a new exercise', () => {
  test('follows from its id and its slug', async () => {
    expect(await placeOf(FIXTURE_COURSE, '9.1.4', 'claim-badge')).toEqual({
      section: 'modules/9.1-fixture',
      dir: 'modules/9.1-fixture/exercises/4-claim-badge',
    })
  })

  test('is the first in a section without exercises', async () => {
    using course = new TemporaryCourse({ files: { 'modules/9.3-bare/package.json': '{}' } })
    const { dir } = await placeOf(course.root, '9.3.1', 'wave')
    expect(dir).toBe('modules/9.3-bare/exercises/1-wave')
  })

  test('is a gap that another exercise left', async () => {
    using course = new TemporaryCourse({ files: { 'modules/9.3-gap/exercises/2-nod/nod.ts': '' } })
    const { dir } = await placeOf(course.root, '9.3.1', 'wave')
    expect(dir).toBe('modules/9.3-gap/exercises/1-wave')
  })

  test.each(['', '9', '9.1', '9.1.', '9.1.0', '9.1.04', '9.1.4.1', '9.1.x', '../9.1.4', 'wave'])(
    'is not for "%s", which is no id',
    async (id) => {
      await expect(placeOf(FIXTURE_COURSE, id, 'wave')).rejects.toMatchObject({
        name: 'GraderError',
        message: `"${id}" cannot be the id of an exercise`,
        fix: 'Give the section and a number, as in 3.9.8',
      })
    },
  )

  test('is not in a section that is not there', async () => {
    await expect(placeOf(FIXTURE_COURSE, '9.7.1', 'wave')).rejects.toMatchObject({
      message: 'There is no section "9.7"',
      fix: 'Use one of: 9.1, 9.2',
    })
  })

  test.each([
    ['9.1.2', '9.1.2 is taken by modules/9.1-fixture/exercises/2-claim'],
    ['9.1.5', '9.1.5 would leave a gap'],
    ['9.1.40', '9.1.40 would leave a gap'],
  ])('is not %s, and the next number is told', async (id, message) => {
    await expect(placeOf(FIXTURE_COURSE, id, 'wave')).rejects.toMatchObject({
      message,
      fix: 'Take the next number, which is 9.1.4',
    })
  })

  const tooLong = 'waves-with-both-of-its-hands'
  test.each([
    '',
    'Wave',
    'wave_hand',
    'wave--hand',
    '-wave',
    '2-hands',
    '../wave',
    'wélle',
    tooLong,
  ])('is not for "%s", which is no slug', async (slug) => {
    await expect(placeOf(FIXTURE_COURSE, '9.1.4', slug)).rejects.toMatchObject({
      name: 'GraderError',
      message: `"${slug}" cannot be the slug of an exercise`,
      fix: expect.stringContaining('as in claim-badge'),
    })
  })

  test.each(['delete', 'await', 'let', 'arguments', 'expect', 'checks-for'])(
    'is not for "%s", as which no function can be declared',
    async (slug) => {
      await expect(placeOf(FIXTURE_COURSE, '9.1.4', slug)).rejects.toMatchObject({
        message: `"${slug}" cannot be the slug: no function can be called so`,
      })
    },
  )

  test('is not for a slug that another exercise has, in whichever section', async () => {
    await expect(placeOf(FIXTURE_COURSE, '9.1.4', 'greet')).rejects.toMatchObject({
      message: 'The slug "greet" is taken by modules/9.2-other/exercises/1-greet',
    })
  })

  test('is not for the name of a file that another exercise has', async () => {
    using course = new TemporaryCourse({ files: { 'modules/9.3-a/exercises/1-nod/wave.ts': '' } })
    await expect(placeOf(course.root, '9.3.2', 'wave')).rejects.toMatchObject({
      message: 'The slug "wave" is taken by modules/9.3-a/exercises/1-nod',
    })
  })
})
