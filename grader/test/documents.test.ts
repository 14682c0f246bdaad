import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { COURSE_ROOT } from '../src/course.ts'
import { textProblems } from '../src/verify/lesson.ts'

const FOLDERS = ['.', 'decisions', 'grader/test', 'shared/aws']

const documents = (await Promise.all(FOLDERS.map(markdownIn))).flat()

test.each(documents)('%s links to files that are there, and its diagrams parse', async (file) => {
  const text = await readFile(path.join(COURSE_ROOT, file), 'utf8')
  expect(await textProblems(COURSE_ROOT, file, text)).toEqual([])
})

async function markdownIn(folder: string): Promise<string[]> {
  const names = await readdir(path.join(COURSE_ROOT, folder))
  return names.filter((name) => name.endsWith('.md')).map((name) => path.posix.join(folder, name))
}
