/** Where the one exercise of `fairCourse` lies. */
export const GREET = 'modules/9.4-fair/exercises/1-greet'

/** The files of a course in which nothing is unfair: one exercise, worth 100 points. */
export const fairCourse: Record<string, string> = {
  'modules/9.4-fair/package.json': '{ "name": "fair", "private": true, "type": "module" }',
  'modules/9.4-fair/README.md': `# Greetings

| | exercise | points |
| --- | --- | --- |
| 9.4.1 | [Greet a visitor](exercises/1-greet) | 100 |
`,
  [`${GREET}/README.md`]:
    '# Greet a visitor\n\nGreets by name, in the hour given; at night in a low voice.\n',
  [`${GREET}/greet.ts`]: stub(`throw new Error('Not written yet')`),
  [`${GREET}/greet.test.ts`]: `import { candidate, expect, test } from '@workshop/testkit'
const { greeting } = candidate(() => import('./greet.ts'))
test('greets Ada at nine', async () => {
  expect(await greeting('Ada', 9)).toBe('Hello Ada')
})
`,
  [`${GREET}/grading/exercise.ts`]: `import { defineExercise } from '@workshop/exercise'
export default defineExercise({
  file: 'greet.ts',
  rubric: { 'greets by name': 40, 'is quiet at night': 35, 'greets nobody too': 25 },
  hints: ['A template.', 'A template and a condition.', 'toLowerCase'],
  mutants: {
    'forgets-the-night': ['is quiet at night'],
    'forgets-nobody': ['greets nobody too'],
    'greets-ada': { fails: ['greets by name', 'is quiet at night'], visibleTests: 'fail' },
  },
})
`,
  [`${GREET}/grading/checks.test.ts`]: `import { candidate, checksFor, expect } from '@workshop/testkit'
import exercise from './exercise.ts'
const check = checksFor(exercise)
const { greeting } = candidate(() => import('../greet.ts'))
check('greets by name', async () => {
  expect(await greeting('Grace', 12)).toBe('Hello Grace')
})
check('is quiet at night', async () => {
  expect(await greeting('Grace', 23)).toBe('hello grace')
})
check('greets nobody too', async () => {
  expect(await greeting('', 12)).toBe('Hello')
})
`,
  [`${GREET}/grading/solution.ts`]: stub(
    'const words = name === "" ? "Hello" : `Hello ${name}`\n  return hour < 22 ? words : words.toLowerCase()',
  ),
  [`${GREET}/grading/alternatives/joined.ts`]: stub(
    'const joined = ["Hello", name].join(" ").trim()\n  return hour >= 22 ? joined.toLowerCase() : joined',
  ),
  [`${GREET}/grading/mutants/forgets-the-night.ts`]: stub('return `Hello ${name}`.trim()'),
  [`${GREET}/grading/mutants/forgets-nobody.ts`]: stub(
    'return hour < 22 ? `Hello ${name}` : `hello ${name.toLowerCase()}`',
  ),
  [`${GREET}/grading/mutants/greets-ada.ts`]: stub(
    'return name === "" ? "Hello" : `Hello, ${name}`',
  ),
}

/** The stub's signature around a body. */
export function stub(body: string): string {
  return `export function greeting(name: string, hour: number): string {\n  ${body}\n}\n`
}
