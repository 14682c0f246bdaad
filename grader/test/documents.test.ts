import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COURSE_ROOT } from '../src/course.ts'
import { textProblems } from '../src/verify/lesson.ts'

/** Texts of sections are left to `grader verify`, and what is in fixtures to their tests. */
const documents = globSync(
  ['*.md', 'decisions/*.md', 'grader/{src,test}/*.md', 'shared/*/*.md', 'shared/*/src/**/*.md'],
  { cwd: COURSE_ROOT },
)

test.each(documents)('%s links to files that are there, and its diagrams parse', async (file) => {
  const text = await readFile(path.join(COURSE_ROOT, file), 'utf8')
  expect(await textProblems(COURSE_ROOT, file, text)).toEqual([])
})
