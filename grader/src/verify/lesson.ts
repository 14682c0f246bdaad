import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise, Section } from '../course.ts'
import { sectionFolder } from '../handout/course-files.ts'
import { formatPoints } from '../reporters/points.ts'
import { diagramProblems } from './diagrams.ts'
import { factProblems } from './facts.ts'
import { linkProblems } from './links.ts'
import type { Problem } from './problem.ts'

/**
 * What is wrong with a section's lesson and the description of its data: facts without a date,
 * links that lead nowhere, diagrams that do not parse, exercises that are not listed as they are.
 */
export async function lessonProblems(root: string, { exercises }: Section): Promise<Problem[]> {
  const folder = sectionFolder(exercises)
  const lesson = `${folder}/README.md`
  const text = await textOf(root, lesson)
  if (!/^# \S/m.test(text)) {
    return [{ file: lesson, what: 'has no heading', fix: 'Write the lesson; it begins with "# "' }]
  }
  const data = `${folder}/data/README.md`
  return [
    ...(await textProblems(root, lesson, text)),
    ...factProblems(lesson, text),
    ...listProblems(lesson, text, exercises),
    ...(await textProblems(root, data, await textOf(root, data))),
  ]
}

/** What is wrong with any Markdown text of a course: its links and its diagrams. */
export async function textProblems(root: string, file: string, text: string): Promise<Problem[]> {
  return [...linkProblems(root, file, text), ...(await diagramProblems(file, text))]
}

/** A lesson lists its exercises by id, with their points. */
function listProblems(
  lesson: string,
  text: string,
  exercises: readonly LoadedExercise[],
): Problem[] {
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return exercises
    .filter(({ id, maxPoints }) => {
      const row = rows.find((cells) => cells.includes(id))
      return !row?.includes(formatPoints(maxPoints))
    })
    .map(({ id, title, maxPoints }) => ({
      file: lesson,
      what: `does not list ${id} with its ${formatPoints(maxPoints)} points`,
      fix: `Give "${title}" a row in the table of exercises`,
    }))
}

async function textOf(root: string, file: string): Promise<string> {
  return await readFile(path.join(root, file), 'utf8').catch(() => '')
}
