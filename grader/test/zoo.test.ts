// Longer than most: the zoo is graded once for all of its tests.
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BoxSupply } from '../src/box/box-supply.ts'
import { GUARANTEES } from '../src/box/launch/guarantees.ts'
import { familyOf } from '../src/box/launch/processes.ts'
import { exercisesOf, loadCourse } from '../src/course.ts'
import { noStore } from '../src/engine/result-store.ts'
import { mockTarget } from '../src/engine/target-factory.ts'
import { gradeSubmission, type Grading } from '../src/grade.ts'
import type { Source } from '../src/intake/submissions.ts'
import { reporters } from '../src/reporters/reporters.ts'
import { REPORT_SCHEMA, type GradeReport, type SubmissionReport, type Tier } from '../src/result.ts'
import { ZOO_ENTRIES, type ZooEntry } from './zoo-entries.ts'
import { COURSE, type MakeSubmission, ZOO, ZooWorld } from './zoo-world.ts'

/** Gradings at the same time. */
const JOBS = 2

/** Enough for honest files on a busy machine, and little enough to wait for the others. */
const CALL_MS = 3_000
const BUDGETS = { memoryMb: 320, cpuSeconds: 20, outputBytes: 1 << 20 }
const CHECK_BUDGET = { ms: 8_000, timers: 2_000 }
const DEADLINE_MS = 40_000
const SEED = 41

/** What the format of Classroom 50 wants to know about an assignment. */
const CLASSROOM = {
  CLASSROOM: 'big-data',
  ASSIGNMENT: 'storage',
  ASSIGNMENT_TYPE: 'individual',
  OWNER: 'ada',
  SUBMISSION_TAG: 'submit/2026-11-23T11-58-00Z-0d1f9a2',
  COMMIT_URL: 'https://github.com/big-data/storage-ada/commit/0d1f9a2',
  RELEASE_URL: 'https://github.com/big-data/storage-ada/releases/tag/submit%2F0d1f9a2',
  COMMIT_DATE: '2026-11-23T11:58:00Z',
}

const sections = await loadCourse(COURSE)
const exercises = exercisesOf(sections)
const everything = exercises.reduce((sum, { maxPoints }) => sum + maxPoints, 0)
const secret = /canary/i

interface Outcome {
  report: SubmissionReport
  /** Of an honest submission that was graded right after, with the same stock of boxes. */
  neighbour: SubmissionReport
  evidence: readonly string[]
}

afterAll(() => {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect('polluted' in {}).toBe(false)
  // Far below what the hostile submissions asked it to hold.
  expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1_000)
})

/** `ZOO=floods` grades only the rows whose name contains that: the whole zoo takes a minute. */
const wanted = ZOO_ENTRIES.filter(({ name }) => name.includes(process.env['ZOO'] ?? ''))

describe('the zoo', () => zooAt('full', wanted))

describe('the zoo under the weakest isolation', () => {
  zooAt(
    'minimal',
    wanted.filter(({ minimal }) => minimal),
  )
})

test('has a file for every row, and a row for every file', async () => {
  const files = readdirSync(ZOO).map((file) => path.basename(file, '.ts'))
  expect(files.toSorted()).toEqual(ZOO_ENTRIES.map(({ name }) => name).toSorted())
  await expect(table()).toMatchFileSnapshot('zoo.md')
})

function zooAt(atMost: Tier['name'], entries: readonly ZooEntry[]) {
  const outcomes = new Map<string, Outcome>()
  let tier: Tier
  let before: number[]

  beforeAll(async () => {
    before = processes()
    await using supply = await BoxSupply.open({
      size: JOBS,
      atMost,
      callMs: CALL_MS,
      budgets: BUDGETS,
    })
    tier = supply.tier
    const grading = gradingWith(supply)
    await warmUp(grading)
    const waiting = entries.values()
    const worker = async () => {
      await using world = await ZooWorld.create(exercises)
      for (const entry of waiting) {
        const source = await sourceOf(entry, world)
        const report = await gradeSubmission(source, grading)
        const evidence = world.takeEvidence()
        const neighbour = await gradeSubmission(world.neighbour, grading)
        outcomes.set(entry.name, { report, neighbour, evidence })
      }
    }
    await Promise.all(Array.from({ length: JOBS }, worker))
  }, 600_000)

  test.each(entries)('$name earns what its honest part earns', async (entry) => {
    const { report, evidence, neighbour } = outcomes.get(entry.name)!
    const earned = report.exercises.map(({ points }) => points)
    expect(earned, JSON.stringify(report.exercises, null, 1)).toEqual([...entry.earns, 3])
    if (entry.tells) expect(told(entry, report)).toMatch(entry.tells)
    const open = entry.reaches?.filter((door) => tier.lacks.includes(GUARANTEES[door])) ?? []
    expect(evidence).toEqual(open)
    expect(neighbour.points).toBe(everything)
    for (const text of await studentTexts([report, neighbour], tier))
      expect(text).not.toMatch(secret)
  })

  test('no process and no directory is left behind', () => {
    expect(processes()).toEqual(before)
    const own = `storage-workshop-boxes-${process.pid}-`
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(own))).toEqual([])
  })
}

/** The first call of a service loads its SDK on the trusted side, while the candidate's time runs. */
async function warmUp(grading: Grading): Promise<void> {
  await using world = await ZooWorld.create(exercises)
  await gradeSubmission(world.neighbour, grading)
}

function gradingWith(supply: BoxSupply): Grading {
  const run = { target: 'mock', tier: supply.tier.name, seed: SEED, deadlineMs: DEADLINE_MS }
  return {
    sections,
    supply,
    target: mockTarget,
    identity: { grader: 'zoo', ...run },
    store: noStore,
    seed: SEED,
    deadlineMs: DEADLINE_MS,
    budget: CHECK_BUDGET,
    now: () => new Date(),
  }
}

/** A hostile file is text to this process; only those that make something are run, and are ours. */
async function sourceOf({ name, stands = ['9.1.1'] }: ZooEntry, world: ZooWorld): Promise<Source> {
  const file = path.join(ZOO, `${name}.ts`)
  if (name.endsWith('.submission')) return world.made(name, (await made(file)) as MakeSubmission)
  const content = name.endsWith('.text')
    ? ((await made(file)) as string | Uint8Array)
    : readFileSync(file, 'utf8')
  return world.submission(name, new Map(stands.map((id) => [id, content])))
}

async function made(file: string): Promise<unknown> {
  return ((await import(pathToFileURL(file).href)) as { default: unknown }).default
}

function told({ stands: [id] = ['9.1.1'] }: ZooEntry, { exercises }: SubmissionReport): string {
  return exercises.find((exercise) => exercise.id === id)?.message ?? ''
}

/** Everything a student gets to see, in every format. */
async function studentTexts(
  submissions: readonly SubmissionReport[],
  tier: Tier,
): Promise<string[]> {
  const report: GradeReport = {
    schema: REPORT_SCHEMA,
    grader: { version: '0.0.0' },
    startedAt: '2026-11-23T12:00:00.000Z',
    target: 'mock',
    tier,
    seed: SEED,
    sections: sections.map(({ id, title }) => ({ id, title, maxPoints: 0 })),
    submissions: submissions.slice(0, 1),
  }
  const all = await Promise.all(Object.values(reporters).map((load) => load()))
  return all.map((reporter) =>
    reporter(report, { audience: 'student', colors: false, env: CLASSROOM }),
  )
}

function processes(): number[] {
  return familyOf(process.pid, process.platform)
    .map(({ pid }) => pid)
    .filter((pid) => pid !== process.pid)
}

function table(): string {
  const rows = ZOO_ENTRIES.map(({ name, attack, earns, stands, stoppedBy }) =>
    [attack, `\`${name}\``, stands?.join(', ') ?? '9.1.1', earns.join(' · '), stoppedBy].join(
      ' | ',
    ),
  )
  return [
    '# The zoo',
    '',
    `${ZOO_ENTRIES.length} hostile submissions, written by \`zoo.test.ts\` from \`zoo-entries.ts\`.`,
    'Each earns in 9.1.1 · 9.1.2 · 9.1.3 (4 points each) what its honest part earns, everything in',
    'the other section, and an honest submission graded right after it earns everything.',
    '',
    '| attack | submission | in the place of | earns | stopped by |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n')
}
