import { expect, test } from 'vitest'
import { fairCourse, GREET } from '../../test/fair-course.ts'
import { TemporaryCourse } from '../../test/temporary-course.ts'
import { loadCourse } from '../course.ts'
import { ownCandidates } from './candidates.ts'
import { unwrittenProblems } from './unwritten.ts'

const STUB = `${GREET}/greet.ts`

test('a stub that says no more than "Not written yet" is as it should be', async () => {
  expect(fairCourse[STUB]).toContain("throw new Error('Not written yet')")
  expect(await problemsWith({})).toEqual([])
})

test.each([
  ['a text', 'Not written yet. Say why.', 'Say why'],
  [
    'a point of a list',
    '- Not written yet. List the rules: one a line.',
    'List the rules: one a line',
  ],
  ['a comment', '  // Not written yet. Tell it here.', 'Tell it here'],
  ['a docstring', '/** Not written yet. Say what it does. */', 'Say what it does'],
  ['an error', "  throw new Error('Not written yet. Solve it.')", 'Solve it'],
  ['a hint', "      hint: 'Not written yet. Ask.',", 'Ask'],
  ['the last of a list', "['Not written yet. Ask.'],", 'Ask'],
])('%s that says what belongs there is shown with it', async (_, line, fix) => {
  expect(await problemsWith({ [`${GREET}/README.md`]: `# Greet\n\n${line}\n` })).toEqual([
    { file: `${GREET}/README.md:3`, what: 'is not written yet', fix },
  ])
})

test('all of it is shown, in the order in which it is best written', async () => {
  const files = [
    'README.md',
    'greet.ts',
    'greet.test.ts',
    'grading/exercise.ts',
    'grading/checks.test.ts',
    'grading/solution.ts',
    'grading/alternatives/joined.ts',
    'grading/mutants/forgets-nobody.ts',
    'grading/mutants/greets-ada.ts',
  ].map((file) => `${GREET}/${file}`)
  const spoiled = files.map((file) => [file, `// Not written yet. Write.\n${fairCourse[file]}`])
  const found = await problemsWith(Object.fromEntries(spoiled))
  expect(found.map(({ file }) => file)).toEqual(files.map((file) => `${file}:1`))
})

async function problemsWith(spoiled: Record<string, string>) {
  using course = new TemporaryCourse({ files: { ...fairCourse, ...spoiled } })
  const [section] = await loadCourse(course.root)
  const exercise = section!.exercises[0]!
  return await unwrittenProblems(exercise, await ownCandidates(exercise))
}
