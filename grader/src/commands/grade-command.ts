import { readFileSync } from 'node:fs'
import path from 'node:path'
import { exercisesOf, loadCourse, type Section } from '../course.ts'
import { assertServesSome, chooseTarget } from '../engine/choose-target.ts'
import { GraderError } from '../grader-error.ts'
import { insistOnReadable } from '../intake/insist-on-readable.ts'
import { matchIdentity } from '../intake/match-identity.ts'
import { readRoster, type Roster } from '../intake/roster.ts'
import { listSubmissions, type Source } from '../intake/submissions.ts'
import { formatPoints } from '../reporters/points.ts'
import { printable } from '../reporters/printable.ts'
import { type GradeReport, REPORT_SCHEMA, type SubmissionReport } from '../result.ts'
import { wholeSubmission } from '../whole-submission.ts'
import { WorkerPool } from '../workers/worker-pool.ts'
import type { WorkerSettings } from '../workers/worker.ts'
import { VERSION } from './options.ts'
import { openOutputs, type Output, succeeds, writeOutputs } from './outputs.ts'
import { showProgress } from './progress.ts'
import { rosterNotes } from './roster-notes.ts'
import type { Command, CommandWorld, Values } from './run-command.ts'
import { audienceOf, cacheOf, jobsOf, seedOf, wholeNumber, workerSettings } from './settings.ts'

/** Grades submissions and writes the reports. */
export const gradeCommand: Command = async (paths, values, world) => {
  const startedAt = new Date()
  const audience = audienceOf(values) ?? 'instructor'
  const failUnder = wholeNumber(values, 'fail-under')
  const settings = workerSettings(values, world)
  const jobs = jobsOf(values)
  const outputs = await openOutputs(values.report ?? ['text'], world.cwd)
  const sections = await loadCourse(world.courseRoot, values.only)
  const roster = openRoster(values, world)
  const sources = sourcesOf(paths, sections, world)
  await refuseUnsayable(outputs, { sources, env: world.env })
  const matches = sources.map(({ name }) => roster && matchIdentity(name, roster))
  if (paths.length === 1) await insistOnReadable(path.resolve(world.cwd, paths[0]!))
  const { unsupported } = await chooseTarget(values.target, { env: world.env, sections })
  assertServesSome(exercisesOf(sections), unsupported)
  const seed = seedOf(values, world)
  const results = resultsOf(values, world)
  await using pool = await WorkerPool.open(
    { ...settings, seed, results },
    {
      jobs,
      tasks: sources.length * sections.length,
      onProblem: ({ message }) =>
        world.stderr.write(`Results cannot be kept for a later run: ${message}\n`),
    },
  )
  const { tier } = pool
  if (roster) world.stderr.write(rosterNotes(roster, { sources, matches }))
  const progress = showProgress(sources.length, world)
  const submissions = await Promise.all(
    sources.map(async (source) => {
      const parts = await Promise.all(sections.map(({ id }) => pool.grade(source, { section: id })))
      const submission = wholeSubmission(parts)
      progress.advance(summary(submission))
      return submission
    }),
  )
  progress.end()

  const report: GradeReport = {
    schema: REPORT_SCHEMA,
    grader: { version: VERSION },
    startedAt: startedAt.toISOString(),
    target: values.target,
    tier,
    seed,
    sections: sections.map(({ id, title, exercises }) => ({
      id,
      title,
      maxPoints: exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    })),
    submissions: submissions.map((submission, index) => ({ ...submission, ...matches[index] })),
  }
  const options = { audience, colors: useColors(world), env: world.env }
  const { refused, unwritten } = await writeOutputs(outputs, report, { options, world })
  if (outputs.some(({ format }) => format === 'github')) {
    const { fillActionsFiles } = await import('./github-actions.ts')
    await succeeds(unwritten, () => fillActionsFiles(report, { options, env: world.env }))
  }
  for (const { message, fix } of [...refused, ...unwritten]) {
    world.stderr.write(`${message}\n${fix}\n`)
  }
  if (unwritten.length > 0) return 2
  // Before a format's refusal: one that cannot say "ungraded" is no mistake of the operator's.
  if (submissions.some(({ ungraded }) => ungraded > 0)) return 3
  if (refused.length > 0) return 2
  return failUnder !== undefined && submissions.some((one) => isBelow(one, failUnder)) ? 4 : 0
}

/** A submission in one line of progress. */
function summary({ submission, points, maxPoints }: SubmissionReport): string {
  return `${printable(submission, 40)}  ${formatPoints(points)}/${formatPoints(maxPoints)}`
}

function isBelow({ points, maxPoints }: SubmissionReport, percent: number): boolean {
  return points * 100 < maxPoints * percent
}

function resultsOf(values: Values, world: CommandWorld): WorkerSettings['results'] & {} {
  const directory = path.join(cacheOf(world), 'results')
  if (values.keep) world.stderr.write(`Results are kept in ${directory}\n`)
  // What an endpoint answers today says nothing about tomorrow.
  return { directory, fresh: values.fresh || values.target !== 'mock' }
}

function openRoster({ roster }: Values, { cwd }: CommandWorld): Roster | undefined {
  if (roster === undefined) return undefined
  let text: string
  try {
    text = readFileSync(path.resolve(cwd, roster), 'utf8')
  } catch (error) {
    throw new GraderError(`Cannot read the roster "${roster}"`, {
      fix: 'Name a CSV file with the columns id, name, submission',
      cause: error,
    })
  }
  try {
    return readRoster(text)
  } catch (error) {
    if (!(error instanceof GraderError)) throw error
    const message = error.message.replace('the roster', `the roster "${roster}"`)
    throw new GraderError(message, { fix: error.fix, cause: error })
  }
}

function sourcesOf(paths: string[], sections: readonly Section[], world: CommandWorld): Source[] {
  if (paths.length === 0) return [{ path: world.courseRoot, name: 'working tree' }]
  const resolved = paths.map((given) => path.resolve(world.cwd, given))
  return listSubmissions(resolved, exercisesOf(sections))
}

/** Before anything is graded, rather than after: one format holds a single, known submission. */
async function refuseUnsayable(
  outputs: readonly Output[],
  { sources: { length }, env }: { sources: readonly Source[]; env: CommandWorld['env'] },
): Promise<void> {
  if (outputs.every(({ format }) => format !== 'classroom50')) return
  if (length !== 1) {
    throw new GraderError(
      `The format "classroom50" holds one submission, and ${length} were given`,
      { fix: 'Grade one submission at a time, or use the format "json" or "csv"' },
    )
  }
  const { classroom50Identity } = await import('../reporters/classroom50.ts')
  classroom50Identity(env)
}

function useColors({ stdout, env }: CommandWorld): boolean {
  return stdout.isTTY && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb'
}
