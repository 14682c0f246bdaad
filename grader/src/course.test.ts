import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../test/temporary-course.ts'
import { exercisesOf, loadCourse } from './course.ts'

const EXERCISE = 'modules/9.2-other/exercises/1-greet'
const MANIFEST = 'modules/9.2-other/package.json'

describe('loadCourse', () => {
  test('loads sections and exercises in the order of their numbers', async () => {
    using course = new TemporaryCourse({ files: { 'modules/notes/README.md': 'No section' } })
    course.write('modules/9.10-late/package.json', '{}')
    course.write('modules/9.2-early/package.json', manifest('client-s3', 'client-nowhere'))
    for (const folder of [
      '9.10-late/exercises/2-b',
      '9.2-early/exercises/10-c',
      '9.2-early/exercises/9-a',
    ]) {
      course.write(`modules/${folder}/README.md`, `# Exercise ${folder}`)
      course.write(`modules/${folder}/greet.ts`, '')
      course.write(`modules/${folder}/grading/checks.test.ts`, '')
      course.write(`modules/${folder}/grading/exercise.ts`, greet('{ a: 2, b: { points: 3 } }'))
    }
    course.write('modules/9.2-early/README.md', '# Early things')
    const sections = await loadCourse(course.root)
    expect(sections.map(({ id, title }) => [id, title])).toEqual([
      ['9.2', 'Early things'],
      ['9.10', '9.10-late'],
    ])
    expect(exercisesOf(sections).map(({ id }) => id)).toEqual(['9.2.9', '9.2.10', '9.10.2'])
    expect(exercisesOf(sections)[0]).toMatchObject({
      section: '9.2',
      dir: 'modules/9.2-early/exercises/9-a',
      folder: course.at('modules/9.2-early/exercises/9-a'),
      title: 'Exercise 9.2-early/exercises/9-a',
      maxPoints: 5,
      packages: ['@aws-sdk/client-s3'],
    })
  })

  test.each([
    [['9.1.2'], ['9.1.2']],
    [['9.2'], ['9.2.1']],
    [
      ['9.2', '9.1.1'],
      ['9.1.1', '9.2.1'],
    ],
    [['9'], ['9.1.1', '9.1.2', '9.1.3', '9.2.1']],
    [[], ['9.1.1', '9.1.2', '9.1.3', '9.2.1']],
  ])('keeps of the course what %j names', async (only, ids) => {
    const sections = await loadCourse(FIXTURE_COURSE, only)
    expect(exercisesOf(sections).map(({ id }) => id)).toEqual(ids)
  })

  test.each(['9.1.99', '9.99', '9.1.', 'x', '', '9.1.1.1'])(
    'refuses "%s", which nothing has, beside what there is',
    async (unknown) => {
      await expect(loadCourse(FIXTURE_COURSE, ['9.1.1', unknown])).rejects.toMatchObject({
        name: 'GraderError',
        message: `There is no section or exercise "${unknown}"`,
      })
    },
  )

  test('refuses a root without modules', async () => {
    using course = new TemporaryCourse()
    await expect(loadCourse(course.root)).rejects.toMatchObject({
      name: 'GraderError',
      message: `Cannot read the course in "${course.at('modules')}"`,
    })
  })

  test.each([
    ['a syntax error', 'export default {', /^Cannot load ".*\/grading\/exercise\.ts": /],
    ['no default export', 'export const points = 1', /does not export a defineExercise/],
    ['no hints', "export default { file: 'greet.ts', rubric: { a: 1 } }", /does not export/],
    ['an empty rubric', greet('{}'), /has an empty rubric/],
    ['a line worth nothing', greet('{ hello: 1, goodbye: 0 }'), /gives "goodbye" no points/],
    ['a line worth NaN', greet('{ hello: { points: NaN } }'), /gives "hello" no points/],
    ['the name of no file', greet('{ a: 1 }').replace('greet.ts', 'hello.ts'), /has no hello\.ts/],
  ])('refuses an exercise.ts with %s, and names it', async (_, text, message) => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(`${EXERCISE}/grading/exercise.ts`, text)
    const refusal = await loadCourse(course.root).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'GraderError', message: expect.stringMatching(message) })
    expect(String(refusal)).toContain(EXERCISE)
  })

  test('refuses an exercise without checks', async () => {
    using course = new TemporaryCourse({ files: { [MANIFEST]: '{}' } })
    course.write(`${EXERCISE}/greet.ts`, '')
    course.write(`${EXERCISE}/grading/exercise.ts`, greet('{ a: 1 }'))
    await expect(loadCourse(course.root)).rejects.toThrow(
      `The exercise "${EXERCISE}" has no grading/checks.test.ts`,
    )
  })

  test('refuses a section that is no package', async () => {
    using course = new TemporaryCourse({ files: { [`${EXERCISE}/greet.ts`]: '' } })
    await expect(loadCourse(course.root)).rejects.toMatchObject({
      name: 'GraderError',
      message: `Cannot read "${course.at(MANIFEST)}"`,
    })
  })

  test('refuses two exercises with the same id', async () => {
    using course = new TemporaryCourse({ files: { [MANIFEST]: '{}' } })
    for (const folder of [EXERCISE, 'modules/9.2-other/exercises/1-part']) {
      course.write(`${folder}/greet.ts`, '')
      course.write(`${folder}/grading/checks.test.ts`, '')
      course.write(`${folder}/grading/exercise.ts`, greet('{ a: 1 }'))
    }
    await expect(loadCourse(course.root)).rejects.toThrow(
      `Two exercises are 9.2.1: "${EXERCISE}" and "modules/9.2-other/exercises/1-part"`,
    )
  })
})

function greet(rubric: string): string {
  return `export default { file: 'greet.ts', rubric: ${rubric}, hints: ['a', 'b', 'c'], mutants: {} }`
}

function manifest(...names: string[]): string {
  return JSON.stringify({
    dependencies: Object.fromEntries(names.map((name) => [`@aws-sdk/${name}`, 'catalog:'])),
  })
}
