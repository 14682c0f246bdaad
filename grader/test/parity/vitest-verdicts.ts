import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRequire } from 'node:module'
import type { LoadedExercise } from '../../src/course.ts'
import type { OwnCandidate } from '../../src/verify/candidates.ts'

/** A candidate of an exercise, to be run. */
export interface Trial {
  exercise: LoadedExercise
  own: OwnCandidate
}

/** Whether each check passed, by its name. */
export type Verdicts = Record<string, boolean>

interface JsonReport {
  testResults: { name: string; assertionResults: { title: string; status: string }[] }[]
}

const TESTKIT = path.resolve(import.meta.dirname, '../../../shared/testkit')

/**
 * What vitest says of each trial, in the order given. All run in one vitest: each has a copy of the
 * exercise's folder in which the candidate has taken the stub's place.
 */
export async function vitestVerdicts(trials: readonly Trial[]): Promise<Verdicts[]> {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'storage-workshop-parity-')))
  try {
    const checks = trials.map((trial, position) => layOut(trial, root, position))
    const report = await runVitest(root)
    return checks.map((file) => {
      const result = report.testResults.find(({ name }) => path.resolve(name) === file)
      const seen = result?.assertionResults ?? []
      return Object.fromEntries(seen.map(({ title, status }) => [title, status === 'passed']))
    })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

/** Returns the path of the checks, which import the candidate where the stub was. */
function layOut({ exercise, own }: Trial, root: string, position: number): string {
  const section = path.resolve(exercise.folder, '../..')
  const copy = path.join(root, 'modules', `${position}-${path.basename(section)}`)
  const folder = path.join(copy, 'exercises', path.basename(exercise.folder))
  mkdirSync(folder, { recursive: true })
  for (const name of ['data', 'package.json', 'node_modules']) {
    const shared = path.join(section, name)
    if (existsSync(shared)) symlinkSync(shared, path.join(copy, name))
  }
  // A section of the grader's own tests has no packages; it finds those of the testkit.
  if (!existsSync(path.join(copy, 'node_modules'))) borrowPackages(copy)
  cpSync(path.join(exercise.folder, 'grading'), path.join(folder, 'grading'), { recursive: true })
  writeFileSync(path.join(folder, exercise.file), own.candidate.text)
  return path.join(folder, 'grading/checks.test.ts')
}

function borrowPackages(copy: string) {
  const modules = path.join(copy, 'node_modules')
  mkdirSync(path.join(modules, '@workshop'), { recursive: true })
  symlinkSync(path.join(TESTKIT, 'node_modules/@aws-sdk'), path.join(modules, '@aws-sdk'))
  symlinkSync(TESTKIT, path.join(modules, '@workshop/testkit'))
  symlinkSync(path.join(TESTKIT, '../exercise'), path.join(modules, '@workshop/exercise'))
}

async function runVitest(root: string): Promise<JsonReport> {
  const cli = path.join(
    path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')),
    'vitest.mjs',
  )
  const config = path.join(import.meta.dirname, 'vitest.config.ts')
  const output = path.join(root, 'report.json')
  const args = [
    'run',
    '--root',
    root,
    '--config',
    config,
    '--reporter=json',
    `--outputFile=${output}`,
  ]
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    env: { PATH, HOME },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  await once(child, 'close')
  if (!existsSync(output)) throw new Error(`vitest wrote no report: ${stderr.slice(0, 2_000)}`)
  return JSON.parse(readFileSync(output, 'utf8')) as JsonReport
}
