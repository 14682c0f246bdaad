import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { exercisesOf, type Section } from '../course.ts'
import { formatPoints } from '../reporters/points.ts'
import { courseFiles, demoOf, type Files, sectionFolder } from './course-files.ts'
import { neededSources } from './needed-sources.ts'
import { packageFiles } from './package-files.ts'

/** What visible tests and their configuration import; the rest follows from these and the demos. */
const ENTRIES = ['shared/testkit/src/index.ts', 'shared/testkit/src/vitest-plugin.ts']

/** Where files of the handout's root come from, in the folder `template`. */
const TEMPLATES: Record<string, string> = {
  '.github/workflows/visible-tests.yml': 'visible-tests.yml',
  '.gitignore': 'gitignore',
  'scripts/hint.mjs': 'hint.mjs',
  'scripts/run.mjs': 'run.mjs',
}

const TSCONFIG = {
  extends: './tsconfig.base.json',
  include: ['modules', 'shared', 'vitest.config.ts'],
  exclude: ['**/node_modules'],
}

/**
 * Everything students receive of some sections of the course in `root`, and nothing else: each
 * file is here because a rule names it.
 *
 * @throws {GraderError} where the course lacks a file that belongs into a handout.
 */
export async function handoutFiles(root: string, sections: readonly Section[]): Promise<Files> {
  const read = (file: string) => readFile(path.join(root, file))
  const template = (name: string) =>
    readFile(path.join(import.meta.dirname, 'template', name), 'utf8')
  const lessons = sections.map(({ exercises }) => sectionFolder(exercises))
  const demos = lessons.flatMap((lesson) => demoOf(root, lesson) ?? [])
  const sources = await neededSources(root, [...ENTRIES, ...demos])
  const shared = new Set(sources.map((source) => source.split('/').slice(0, 2).join('/')))
  const files: Files = new Map([
    ...(await packageFiles(root, [...lessons, ...shared])),
    ...(await courseFiles(root, sections)),
  ])
  for (const source of sources) files.set(source, await read(source))
  for (const [file, name] of Object.entries(TEMPLATES)) files.set(file, await template(name))
  files.set('scripts/bootstrap.mjs', await read('scripts/bootstrap.mjs'))
  files.set('tsconfig.base.json', await read('tsconfig.base.json'))
  files.set('tsconfig.json', json(TSCONFIG))
  files.set('vitest.config.ts', inRoot(await template('vitest-config.ts')))
  files.set('hints.json', json(hints(sections)))
  files.set('README.md', (await template('README.md')).replace('<!-- sections -->', list(sections)))
  return files
}

/** The template names a package of the workspace; the handout's root depends on none. */
function inRoot(config: string): string {
  return config.replace('@workshop/testkit/vitest-plugin', './shared/testkit/src/vitest-plugin.ts')
}

function hints(sections: readonly Section[]) {
  return Object.fromEntries(
    exercisesOf(sections).map(({ id, title, exercise }) => [id, { title, hints: exercise.hints }]),
  )
}

/** The sections and exercises as a table, in Markdown. */
function list(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ id, title, exercises }) => [
    `| **[${title.startsWith(id) ? title : `${id} ${title}`}](${sectionFolder(exercises)})** | | |`,
    ...exercises.map(
      (exercise) =>
        `| [${exercise.title}](${exercise.dir}) | \`${exercise.id}\` | ${formatPoints(exercise.maxPoints)} |`,
    ),
  ])
  return ['| exercise | id | points |', '| --- | --- | --- |', ...rows].join('\n')
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
