import { readFileSync } from 'node:fs'
import path from 'node:path'
import { BoxSupply } from '../box/box-supply.ts'
import { COURSE_ROOT, exercisesOf, loadCourse, type Section } from '../course.ts'
import { graderHash } from '../engine/result-key.ts'
import { directoryStore } from '../engine/result-store.ts'
import { chooseTarget } from '../engine/choose-target.ts'
import { gradeAll, type Grading } from '../grade.ts'
import { GraderError } from '../grader-error.ts'
import { matchIdentity } from '../intake/match-identity.ts'
import { readRoster, type Roster } from '../intake/roster.ts'
import { listSubmissions, type Source } from '../intake/submissions.ts'
import { type GradeReport, REPORT_SCHEMA, type SubmissionReport } from '../result.ts'
import { VERSION } from './options.ts'
import { appendTo, openOutputs, writeOutputs } from './outputs.ts'
import { showProgress } from './progress.ts'
import type { Command, CommandWorld, Values } from './run-command.ts'
import { CACHE, jobsOf, minTierOf, oneOf, seedOf, wholeNumber } from './settings.ts'

/** Grades submissions and writes the reports. */
export const gradeCommand: Command = async (paths, values, world) => {
  const startedAt = new Date()
  const audience = oneOf('audience', values.audience, ['student', 'instructor'])
  const outputs = await openOutputs(values.report ?? ['text'], world.cwd)
  const sections = await loadCourse(COURSE_ROOT, values.only)
  const roster = openRoster(values, world)
  const sources = sourcesOf(paths, sections, world)
  const failUnder = wholeNumber(values, 'fail-under')
  const jobs = Math.min(jobsOf(values), sources.length)
  const { target, unsupported } = await chooseTarget(values.target, { env: world.env, sections })

  const minTier = minTierOf(values)
  await using supply = await BoxSupply.open({ size: jobs, ...(minTier ? { minTier } : {}) })
  const seed = seedOf(values)
  const grading: Grading = {
    sections,
    supply,
    target,
    unsupported,
    identity: { grader: graderHash(), target: values.target, tier: supply.tier.name, seed },
    store: directoryStore(path.join(CACHE, 'results'), {
      // What an endpoint answers today says nothing about tomorrow.
      fresh: values.fresh || values.target !== 'mock',
      onProblem: (error) =>
        world.stderr.write(`Results cannot be kept for a later run: ${error.message}\n`),
    }),
    seed,
    deadlineMs: wholeNumber(values, 'deadline')! * 1_000,
    now: () => new Date(),
  }
  const progress = showProgress(sources.length, world)
  const submissions = await gradeAll(sources, grading, { jobs, onReport: progress.advance })
  progress.end()

  const report: GradeReport = {
    schema: REPORT_SCHEMA,
    grader: { version: VERSION },
    startedAt: startedAt.toISOString(),
    target: values.target,
    tier: supply.tier,
    seed,
    sections: sections.map(({ id, title, exercises }) => ({
      id,
      title,
      maxPoints: exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
    })),
    submissions: submissions.map((submission) => identified(submission, roster)),
  }
  const options = { audience, colors: useColors(world), env: world.env }
  await writeForActions(report, { values, options, world })
  const isUngraded = submissions.some(({ ungraded }) => ungraded > 0)
  try {
    writeOutputs(outputs, report, { options, world })
  } catch (error) {
    // A format that cannot say "ungraded" refuses; that is no mistake of the operator's.
    if (!isUngraded || !(error instanceof GraderError)) throw error
    world.stderr.write(`${error.message}\n${error.fix}\n`)
  }
  if (isUngraded) return 3
  return failUnder !== undefined && submissions.some((one) => isBelow(one, failUnder)) ? 4 : 0
}

function isBelow({ points, maxPoints }: SubmissionReport, percent: number): boolean {
  return maxPoints > 0 && (points / maxPoints) * 100 < percent
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
  return readRoster(text)
}

function sourcesOf(paths: string[], sections: readonly Section[], { cwd }: CommandWorld): Source[] {
  if (paths.length === 0) return [{ path: COURSE_ROOT, name: 'working tree' }]
  const resolved = paths.map((given) => path.resolve(cwd, given))
  return listSubmissions(resolved, exercisesOf(sections))
}

function identified(submission: SubmissionReport, roster: Roster | undefined): SubmissionReport {
  const match = roster && matchIdentity(submission.submission, roster)
  return match ? { ...submission, ...match } : submission
}

function useColors({ stdout, env }: CommandWorld): boolean {
  return stdout.isTTY && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb'
}

/** In GitHub Actions, `--report github` also fills the step summary and the classroom's outputs. */
async function writeForActions(
  report: GradeReport,
  what: {
    values: Values
    options: Parameters<typeof writeOutputs>[2]['options']
    world: CommandWorld
  },
) {
  const { values, options, world } = what
  if (!values.report?.some((option) => option.split('=')[0] === 'github')) return
  const { stepSummary } = await import('../reporters/github.ts')
  const { classroomResults } = await import('../reporters/classroom-results.ts')
  appendTo(world.env['GITHUB_STEP_SUMMARY'], stepSummary(report, options))
  const { passed, failed } = classroomResults(report)
  appendTo(world.env['GITHUB_OUTPUT'], `passed=${passed}\nfailed=${failed}\n`)
}
