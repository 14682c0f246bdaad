import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../src/course.ts'
import { ownCandidates } from '../src/verify/candidates.ts'
import { writeCohort } from './cohort.ts'
import { type Cost, inTurn, measure } from './measure.ts'
import { memoryOver } from './memory.ts'
import { onOneCore } from './one-core.ts'
import { tunedVitest } from './stock-vitest.ts'
import { savesInWatch } from './watch.ts'

// Every ratio that the design promises, against every baseline it names, in one run, with all
// isolation in force. Ratios only: absolute times say more about the machine than about the code.

if (process.argv.includes('--services')) {
  const { benchServices } = await import('../../shared/aws/bench/services.ts')
  await benchServices()
  process.exit()
}

const { values } = parseArgs({
  options: {
    submissions: { type: 'string', default: '20' },
    rounds: { type: 'string', default: '3' },
    memory: { type: 'string', default: '200' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  process.stdout.write(
    'Usage: pnpm bench [--submissions 20] [--rounds 3] [--memory 200] [--only 3.9]...\n' +
      '       pnpm bench --services\n' +
      'The whole course takes more than half an hour on two cores; one section, some minutes.\n',
  )
  process.exit(0)
}

const only = values.only ?? []
const exercises = exercisesOf(await loadCourse(COURSE_ROOT, only))
const size = Number(values.submissions)
const rounds = Number(values.rounds)
const folder = mkdtempSync(path.join(tmpdir(), 'workshop-bench-'))
try {
  writeCohort(folder, exercises, size)
  await main()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function main() {
  const node = process.execPath
  const cli = path.join(COURSE_ROOT, 'grader/src/cli.ts')
  const vitest = path.join(COURSE_ROOT, 'node_modules/vitest/vitest.mjs')
  const checks = exercises.map(({ dir }) => `${dir}/grading/checks.test.ts`)
  const cwd = COURSE_ROOT
  const chosen = only.flatMap((id) => ['--only', id])
  const grading = (paths: string[]) =>
    [node, cli, 'grade', ...paths, ...chosen, '--fresh', '--report', 'csv'] as const
  const grade = (paths: string[]) => measure(grading(paths), { cwd })
  const alone = onOneCore(grading([folder]))
  const tuned = await tunedVitest(COURSE_ROOT, checks)
  // Fills caches that both sides are allowed to have.
  grade([path.join(folder, 'student-0')])
  // Paginators of the bundled SDK refuse clients of the other one: such checks fail, and take as long.
  const runTuned = () =>
    measure([node, vitest, ...tuned.args], { cwd, env: tuned.env, codes: [0, 1] })
  runTuned()

  say('measuring: cohort, cold start, baselines')
  const costs = inTurn(
    {
      vitest: () => measure([node, vitest, 'run', ...checks], { cwd }),
      tuned: runTuned,
      one: () => grade([path.join(folder, 'student-0')]),
      cohort: () => grade([folder]),
      ...(alone && { oneCore: () => measure(alone, { cwd }) }),
    },
    rounds,
  )
  say('measuring: verify')
  const candidates = (
    await Promise.all(exercises.map((exercise) => ownCandidates(exercise)))
  ).flat()
  const verify = measure([node, cli, 'verify', ...chosen], { cwd, codes: [0, 5] })
  say('measuring: a save')
  const saved = await savesInWatch(exercises[0]!, { node, cli, vitest, cwd })
  say(`measuring: memory over ${values.memory} submissions`)
  const memory = memoryOver(Number(values.memory), only)

  const perSubmission = { wall: costs.cohort.wall / size, cpu: costs.cohort.cpu / size }
  const perCandidate = {
    wall: verify.wall / candidates.length,
    cpu: verify.cpu / candidates.length,
  }
  // One vitest run checks one candidate of every exercise.
  const perChecked = {
    wall: costs.vitest.wall / exercises.length,
    cpu: costs.vitest.cpu / exercises.length,
  }
  row('cohort, per submission', 'vitest run per submission', {
    ours: perSubmission,
    theirs: costs.vitest,
    bound: 0.05,
  })
  row('cohort, per submission', 'stock vitest at its best', {
    ours: perSubmission,
    theirs: costs.tuned,
    bound: 0.25,
  })
  row('one submission, cold process', 'one vitest run', {
    ours: costs.one,
    theirs: costs.vitest,
    bound: 0.15,
  })
  row('verify, per candidate', 'one vitest run of all checks', {
    ours: perCandidate,
    theirs: costs.vitest,
    bound: 0.05,
  })
  row('verify, per candidate', 'that run, per exercise', { ours: perCandidate, theirs: perChecked })
  line(
    'one exercise after a save',
    'vitest watch',
    (saved.ours / saved.theirs).toFixed(3),
    '',
    '0.10',
  )
  line(
    'two cores',
    'one core, wall',
    costs.oneCore ? (costs.oneCore.wall / costs.cohort.wall).toFixed(2) : 'no taskset here',
    '',
    '1.8 at least',
  )
  line(
    'trusted process, RSS',
    `at a tenth of ${values.memory} submissions`,
    `${(memory.end / memory.early).toFixed(2)} (${Math.round(memory.end)} MB)`,
    '',
    'flat, 300 MB',
  )
}

function row(
  what: string,
  against: string,
  { ours, theirs, bound }: { ours: Cost; theirs: Cost; bound?: number },
) {
  const wall = (ours.wall / theirs.wall).toFixed(3)
  const cpu = (ours.cpu / theirs.cpu).toFixed(3)
  line(what, against, wall, cpu, bound === undefined ? '' : String(bound))
}

function line(...cells: string[]) {
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

function say(text: string) {
  process.stderr.write(`${text}\n`)
}
