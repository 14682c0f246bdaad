import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../course.ts'
import { courseFiles, type Files } from './course-files.ts'
import { findLeaks } from './leaks.ts'

const FIXTURE = path.join(COURSE_ROOT, 'grader/test/course')
const DOUBLE = 'modules/9.1-fixture/exercises/1-double'

test('finds nothing in what a course gives to students', async () => {
  expect(await leaksWith({})).toEqual([])
})

test('finds a line of a solution, wherever it stands', async () => {
  const line = `if (typeof reading !== 'number') throw new TypeError('A reading is not a number')`
  const file = 'modules/9.1-fixture/README.md'
  const leaks = await leaksWith({ [file]: `Try \`${line}\` first.` })
  expect(leaks).toContainEqual({ file, source: `${DOUBLE}/grading/solution.ts`, line })
})

test('finds a line of a check in the task of another exercise', async () => {
  const file = 'modules/9.2-other/exercises/1-greet/README.md'
  const line = `const broken = [4, 'canary-in-an-input-95d0ae'] as unknown as number[]`
  const leaks = await leaksWith({ [file]: `# Greet\n${line}\n` })
  expect(leaks).toEqual([{ file, source: `${DOUBLE}/grading/checks.test.ts`, line }])
})

test('finds the hint of a rubric, and lets the hints of the exercise pass', async () => {
  const file = 'hints.json'
  const hints = ['Array.prototype.map', 'readings.map((one) => one * 2)']
  expect(await leaksWith({ [file]: JSON.stringify(hints) })).toEqual([])
  const line = 'What does your function return for a list of three readings?'
  expect(await leaksWith({ [file]: JSON.stringify([line]) })).toEqual([
    { file, source: `${DOUBLE}/grading/exercise.ts`, line },
  ])
})

test('finds a comment of a check in the embedded AWS, where equal code is no leak', async () => {
  const comment = '// A secret of the trusted side: canary-in-the-checks-3f81c2'
  const code = `if (typeof reading !== 'number') throw new TypeError('A reading is not a number')`
  const leaks = await leaksWith({ 'shared/aws/src/meter.ts': `${comment}\n${code}\n` })
  expect([...new Set(leaks.map(({ line }) => line))]).toEqual([comment])
})

test('lets pass what the stub of the same exercise says', async () => {
  const stub = await readFile(path.join(FIXTURE, DOUBLE, 'double.ts'), 'utf8')
  const solution = await readFile(path.join(FIXTURE, DOUBLE, 'grading/solution.ts'), 'utf8')
  const shared = solution.split('\n').filter((line) => line.length >= 40 && stub.includes(line))
  expect(shared).not.toEqual([])
  expect(await leaksWith({ 'notes.md': shared.join('\n') })).toEqual([])
})

async function leaksWith(more: Record<string, string>) {
  const sections = await loadCourse(FIXTURE)
  const files: Files = new Map([...(await courseFiles(FIXTURE, sections)), ...Object.entries(more)])
  return findLeaks(files, exercisesOf(sections))
}
