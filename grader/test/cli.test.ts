// Longer than most: one command line, with everything that its users may do to it.
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import type { GradeReport } from '../src/result.ts'
import { endOf, FIXTURE_COURSE, TemporaryCourse } from './temporary-course.ts'

// Longer than most files: every promise of the command line in one place, on one small cohort.

const GREET = 'modules/9.2-other/exercises/1-greet'
const CLI = path.resolve(import.meta.dirname, '../src/cli.ts')

// Each test starts the real program, some of them several times.
vi.setConfig({ testTimeout: 120_000 })

describe('grader grade', () => {
  test('grades a cohort: the report to stdout, progress to stderr, 0 whatever the grades', async () => {
    using course = cohort()
    const { code, stdout, stderr } = await course.run(['grade', 'cohort', '--jobs', '2'])
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(/Ada|ada/)
    expect(stdout).not.toMatch(/\d\/3 {2}ada/)
    expect(stdout).toContain('  · vera: None of the exercises was found')
    expect(stdout).not.toContain('  · grace')
    const lines = stderr.trim().split('\n')
    expect(lines.map((line) => line.slice(0, 3)).toSorted()).toEqual(['1/3', '2/3', '3/3'])
    expect(stderr).toMatch(/^1\/3 {2}\w+ {2}[\d.]+\/15, about \d+ s left$/m)
    expect(stderr).not.toContain('\u001B')
  })

  test('writes each report where it was asked to', async () => {
    using course = cohort()
    const reports = ['json=r.json', 'csv=r.csv', 'junit=r.xml', 'markdown=r.md', 'text']
    const args = reports.flatMap((report) => ['--report', report])
    const { code, stdout, stderr } = await course.run(['grade', 'cohort', ...args])
    expect(code, stderr).toBe(0)
    expect(stderr).toContain(`json report: ${course.at('r.json')}`)
    expect(readFileSync(course.at('r.csv'), 'utf8').trim().split('\n')).toHaveLength(4)
    expect(readFileSync(course.at('r.xml'), 'utf8')).toContain('<testsuites')
    expect(stdout).toContain('Graded with target mock')
    const report = reportIn(course, 'r.json')
    expect(pointsIn(report)).toEqual({ ada: 15, grace: 2, vera: 0 })
    expect(report.submissions[0]!.exercises.map(({ id }) => id)).toEqual([
      '9.1.1',
      '9.1.2',
      '9.1.3',
      '9.2.1',
    ])
  })

  test('grades only what --only names', async () => {
    using course = cohort()
    await course.run(['grade', 'cohort', '--only', '9.2.1', '--report', 'json=r.json'])
    expect(pointsIn(reportIn(course, 'r.json'))).toEqual({ ada: 3, grace: 2, vera: 0 })
    expect(reportIn(course, 'r.json').sections).toMatchObject([{ id: '9.2', maxPoints: 3 }])
  })

  test('grades the working tree where no path is given', async () => {
    using course = cohort()
    await course.run(['grade', '--only', '9.2', '--report', 'json=r.json'])
    const { submissions } = reportIn(course, 'r.json')
    expect(submissions).toMatchObject([{ submission: 'working tree', points: 0, maxPoints: 3 }])
    expect(submissions[0]!.exercises[0]!.status).toBe('completed')
  })

  test('puts names to submissions from a roster', async () => {
    using course = cohort()
    course.write('roster.csv', 'id,name,submission\ns01,Ada Lovelace,ada\n')
    const { stdout } = await course.run([
      'grade',
      'cohort',
      '--roster',
      'roster.csv',
      '--only',
      '9.2',
      '--report',
      'csv',
    ])
    expect(stdout).toContain('Ada Lovelace')
    expect(stdout).toContain('s01')
  })

  test('tells students hints, and instructors what the check said', async () => {
    using course = cohort()
    const args = ['grade', 'cohort/grace', '--only', '9.1.1', '--only', '9.2.1', '--report', 'json']
    const student = await course.run([...args, '--audience', 'student'])
    const instructor = await course.run(args)
    expect(instructor.stdout).toContain('Good morning')
    expect(student.stdout).not.toContain('Good morning"')
    expect(student.stdout).not.toContain('"detail"')
    expect(student.stdout).not.toMatch(/"seed": [1-9]/)
  })

  test('leaves ungraded what the grader failed at, writes every report, and exits with 3', async () => {
    using course = cohort()
    course.write(`${GREET}/grading/checks.test.ts`, 'throw new Error("no fixture here")')
    const { code, stderr } = await course.run([
      'grade',
      'cohort',
      '--report',
      'json=r.json',
      '--report',
      'csv=r.csv',
      '--fail-under',
      '100',
    ])
    expect(code, stderr).toBe(3)
    const report = reportIn(course, 'r.json')
    expect(report.submissions.map(({ ungraded }) => ungraded)).toEqual([1, 1, 0])
    expect(report.submissions[0]!.points).toBe(12)
    expect(existsSync(course.at('r.csv'))).toBe(true)
  })

  test('exits with 3, not 2, where a format cannot say that something is ungraded', async () => {
    using course = cohort()
    course.write(`${GREET}/grading/checks.test.ts`, 'throw new Error("no fixture here")')
    const args = ['grade', 'cohort/ada', '--report', 'classroom50=r.json', '--report', 'csv=r.csv']
    const url = 'https://github.com/uni/storage-ada'
    const { code, stderr } = await course.run(args, {
      CLASSROOM: 'big-data-2026',
      ASSIGNMENT: 'storage',
      ASSIGNMENT_TYPE: 'individual',
      OWNER: 'ada',
      SUBMISSION_TAG: 'submit/1',
      COMMIT_URL: url,
      RELEASE_URL: url,
      COMMIT_DATE: '2026-11-23T10:00:00+01:00',
    })
    expect(code, stderr).toBe(3)
    expect(stderr).toContain('classroom50')
    expect(existsSync(course.at('r.csv'))).toBe(true)
    expect(existsSync(course.at('r.json'))).toBe(false)
  })

  test.each([
    ['0', 0],
    ['66', 0],
    ['67', 4],
    ['100', 4],
  ])('with --fail-under %s and two points of three, exits with %i', async (percent, code) => {
    using course = cohort()
    const args = ['grade', 'cohort/grace', '--only', '9.2', '--fail-under', percent]
    expect((await course.run(args)).code).toBe(code)
  })

  test('grades a cohort around a broken archive, and says why that one earns nothing', async () => {
    using course = cohort()
    course.write('cohort/zoe.zip', 'PK\x03\x04 and then nothing')
    const args = ['grade', 'cohort', '--only', '9.2', '--report', 'text', '--report', 'json=r.json']
    const { code, stdout, stderr } = await course.run(args)
    expect(code, stderr).toBe(0)
    expect(pointsIn(reportIn(course, 'r.json'))).toEqual({
      ada: 3,
      grace: 2,
      vera: 0,
      'zoe.zip': 0,
    })
    expect(reportIn(course, 'r.json').submissions[3]!.exercises[0]!.status).toBe('broken')
    expect(stdout).toContain('  · zoe.zip: The submission is a damaged .zip\n')
    // As a shell passes on `cohort/*`.
    const named = ['grade', 'cohort/ada', 'cohort/vera', 'cohort/zoe.zip', ...args.slice(2)]
    expect((await course.run(named)).code).toBe(0)
    expect(pointsIn(reportIn(course, 'r.json'))).toEqual({ ada: 3, vera: 0, 'zoe.zip': 0 })
  })

  test.each([
    ['zoe.zip', 'PK\x03\x04 and then nothing', 'it is a damaged .zip'],
    ['zoe.tar.gz', '\x1f\x8b\x08 and then nothing', 'it is a damaged .gz'],
    ['zoe.zip', 'This page needs a log-in', 'it is no archive that the grader reads'],
    ['zoe.pdf', '%PDF-1.7', 'it is neither a folder nor an archive nor a file of code'],
  ])('refuses %s where it is all that was named: %j', async (name, bytes, reason) => {
    using course = cohort()
    writeFileSync(course.at(name), bytes, 'latin1')
    course.write('r.json', 'of last week')
    const { code, stdout, stderr } = await course.run(['grade', name, '--report', 'json=r.json'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`Cannot read the submission "${course.at(name)}": ${reason}`)
    expect(stderr).toMatch(/\nFetch it again, or name a folder, a \.zip, a \.tar\.gz or .*\n$/)
    expect(readFileSync(course.at('r.json'), 'utf8')).toBe('of last week')
    expect(results(course)).toEqual([])
  })

  test('says with --keep where results are kept', async () => {
    using course = cohort()
    const { stderr } = await course.run(['grade', 'cohort', '--only', '9.2', '--keep'])
    expect(stderr).toContain(`Results are kept in ${course.at('.cache/results')}\n`)
    expect(results(course)).toHaveLength(2)
  })
})

describe('what was graded before', () => {
  test('is not graded again, and gives the same report', async () => {
    using course = cohort()
    await course.run(['grade', 'cohort', '--report', 'json=first.json'])
    const before = snapshot(course)
    await course.run(['grade', 'cohort', '--report', 'json=second.json'])
    expect(snapshot(course)).toEqual(before)
    expect(exercisesIn(course, 'second.json')).toEqual(exercisesIn(course, 'first.json'))
  })

  test('is graded again where a submission was edited, and only there', async () => {
    using course = cohort()
    await course.run(['grade', 'cohort', '--report', 'json=first.json'])
    const before = results(course)
    course.write(
      `cohort/grace/${GREET}/greet.ts`,
      textOf(`${GREET}/grading/solution.ts`, '// Mended'),
    )
    await course.run(['grade', 'cohort', '--report', 'json=second.json'])
    expect(pointsIn(reportIn(course, 'second.json'))).toEqual({ ada: 15, grace: 3, vera: 0 })
    expect(results(course)).toHaveLength(before.length + 1)
  })

  test('is graded again with --fresh', async () => {
    using course = cohort()
    await course.run(['grade', 'cohort', '--only', '9.2'])
    const before = snapshot(course)
    await course.run(['grade', 'cohort', '--only', '9.2', '--fresh'])
    const after = snapshot(course)
    expect([...after.keys()]).toEqual([...before.keys()])
    for (const [file, { written }] of after) expect(written).not.toBe(before.get(file)!.written)
  })

  test('is replayed by --seed, which the report names', async () => {
    using course = cohort()
    const run = async (file: string, ...args: string[]) => {
      await course.run([
        'grade',
        'cohort',
        '--only',
        '9.1.1',
        '--fresh',
        '--report',
        `json=${file}`,
        ...args,
      ])
      return reportIn(course, file)
    }
    const own = await run('own.json')
    const replayed = await run('replayed.json', '--seed', `${own.seed}`)
    const other = await run('other.json', '--seed', '7')
    expect(replayed.seed).toBe(own.seed)
    expect(other.seed).toBe(7)
    expect(exercisesIn(course, 'replayed.json')).toEqual(exercisesIn(course, 'own.json'))
    const keys = ({ submissions }: GradeReport) =>
      submissions.map(({ exercises }) => exercises[0]!.key)
    expect(keys(replayed)).toEqual(keys(own))
    expect(keys(other)).not.toEqual(keys(own))
  })
})

describe('a run that is killed', () => {
  test('loses no result, and nothing is graded twice', async () => {
    using course = cohort(12)
    using calm = cohort(12)
    const args = ['grade', 'cohort', '--seed', '7', '--report', 'json=r.json', '--jobs', '2']
    const kept = new Map<string, { text: string; written: string }>()
    for (let kills = 0; kills < 4; kills++) {
      const child = course.start(args)
      const ended = endOf(child)
      // Some time after it kept something that was not there before.
      while (child.exitCode === null && results(course).length === kept.size) await delay(10)
      await delay(Math.random() * 300)
      child.kill('SIGKILL')
      await ended
      const now = snapshot(course)
      for (const [file, result] of kept) expect(now.get(file)).toEqual(result)
      for (const [file, result] of now) kept.set(file, result)
    }
    const { code, stderr } = await course.run(args)
    expect(code, stderr).toBe(0)
    const end = snapshot(course)
    for (const [file, result] of kept) expect(end.get(file)).toEqual(result)
    await calm.run(args)
    expect([...end.keys()]).toEqual([...snapshot(calm).keys()])
    expect(exercisesIn(course, 'r.json')).toEqual(exercisesIn(calm, 'r.json'))
  })
})

describe.skipIf(process.platform !== 'linux')('a full disk', () => {
  test('under stdout is told, exits with 2, and keeps the results', async () => {
    using course = cohort()
    const { code, stderr } = await endOf(
      spawn('sh', ['-c', '"$@" > /dev/full', 'sh', ...commandOn(course, ['grade', 'cohort'])], {
        cwd: course.root,
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    )
    expect(code, stderr).toBe(2)
    expect(stderr).toMatch(/Cannot write to stdout: .*ENOSPC/)
    expect(stderr).toContain('results are kept')
    expect(stderr).not.toContain('    at ')
    const before = snapshot(course)
    expect(before.size).toBeGreaterThan(0)
    await course.run(['grade', 'cohort'])
    expect(snapshot(course)).toEqual(before)
  })

  test('under a report is told, exits with 2, and writes the others', async () => {
    using course = cohort()
    const args = ['grade', 'cohort', '--report', 'json=/dev/full', '--report', 'csv=r.csv']
    const { code, stderr } = await course.run(args)
    expect(code, stderr).toBe(2)
    expect(stderr).toMatch(/Cannot write the json report "\/dev\/full": .*ENOSPC/)
    expect(existsSync(course.at('r.csv'))).toBe(true)
    expect(results(course)).not.toEqual([])
  })

  test('under a report hides no other trouble', async () => {
    using course = cohort()
    const args = ['grade', 'cohort', '--report', 'json=/dev/full', '--report', 'github']
    const { code, stderr } = await course.run(args, { GITHUB_STEP_SUMMARY: '/dev/full' })
    expect(code, stderr).toBe(2)
    expect(stderr).toMatch(/Cannot write the json report "\/dev\/full": .*ENOSPC/)
    expect(stderr).toMatch(/Cannot write "\/dev\/full": .*ENOSPC/)
  })

  test.skipIf(process.getuid?.() !== 0)('leaves the report of last time as it was', async () => {
    using course = cohort()
    course.write('disk/grades.json', 'of last week')
    const disk = course.at('disk')
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk], { stdio: 'ignore' })
    } catch {
      // A container may not mount; /dev/full shows the rest.
      return
    }
    try {
      writeFileSync(path.join(disk, 'grades.json'), 'of last week')
      const { code, stderr } = await course.run([
        'grade',
        'cohort',
        '--report',
        'json=disk/grades.json',
      ])
      expect(code, stderr).toBe(2)
      expect(stderr).toContain('ENOSPC')
      expect(readdirSync(disk)).toEqual(['grades.json'])
      expect(readFileSync(path.join(disk, 'grades.json'), 'utf8')).toBe('of last week')
      expect(results(course)).not.toEqual([])
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

describe('the other commands', () => {
  test('a wrong command exits with 2 and says how to mend it', async () => {
    using course = cohort()
    const { code, stdout, stderr } = await course.run(['grade', 'cohort', '--only', '9.2.7'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toBe(
      'There is no section or exercise "9.2.7"\nRun "grader list" to see all of them\n',
    )
  })

  test('grader list shows sections, exercises and points', async () => {
    using course = cohort()
    const { code, stdout } = await course.run(['list', '--only', '9.2'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^9\.2 {2}.+ {2}3 points\n {2}9\.2\.1 {2}.+ {2}3\n$/)
  })

  test('grader verify exits with 5 and names what is unfair', async () => {
    using course = cohort()
    course.write(`${GREET}/greet.ts`, textOf(`${GREET}/grading/solution.ts`))
    const { code, stdout, stderr } = await course.run(['verify', '--only', '9.2'])
    expect(code, stderr).toBe(5)
    expect(stdout).toContain(`${GREET}/greet.ts earns points for "greets by name"`)
    expect(stdout).toContain('modules/9.2-other/README.md does not list 9.2.1 with its 3 points')
    expect(stdout).toMatch(/^verify: \d+ passed, \d+ failed$/m)
  })

  test.each([[['--help']], [['-h']], [['grade', '--help']], [[]]])(
    'grader %j prints the help',
    async (args) => {
      const { code, stdout, stderr } = await endOf(cli(args))
      expect(code).toBe(0)
      expect(stderr).toBe('')
      for (const word of [
        'grade',
        'verify',
        'list',
        '--only',
        '--fresh',
        'Exit codes:',
        'Examples:',
      ]) {
        expect(stdout).toContain(word)
      }
      expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThan(101)
    },
  )

  test('grader --version prints a version', async () => {
    const { code, stdout } = await endOf(cli(['--version']))
    expect([code, stdout]).toEqual([0, '0.1.0\n'])
  })

  test('a reader that goes away is no trouble', async () => {
    using course = cohort()
    const [file, ...args] = commandOn(course, ['list'])
    const script = '{ "$@"; echo "code $?" >&2; } | true'
    const { stderr } = await endOf(
      spawn('sh', ['-c', script, 'sh', file!, ...args], { stdio: ['ignore', 'pipe', 'pipe'] }),
    )
    expect(stderr).toBe('code 0\n')
  })
})

/** A course with a cohort: Ada has everything, Grace one mistake, Vera nothing; then copies of Ada. */
function cohort(size = 3): TemporaryCourse {
  const course = new TemporaryCourse({ from: FIXTURE_COURSE })
  const solutions = globSync('modules/*/exercises/*/grading/solution.ts', { cwd: FIXTURE_COURSE })
  for (const solution of solutions) {
    const folder = path.dirname(path.dirname(solution))
    const [file] = globSync(`${folder}/*.test.ts`, { cwd: FIXTURE_COURSE })
    const target = file!.replace(/\.test\.ts$/, '.ts')
    course.write(`cohort/ada/${target}`, textOf(solution))
    for (let more = 4; more <= size; more++) {
      course.write(`cohort/student-${more}/${target}`, textOf(solution, `// Student ${more}`))
    }
  }
  course.write(`cohort/grace/${GREET}/greet.ts`, textOf(`${GREET}/grading/mutants/always-names.ts`))
  course.write('cohort/vera/NOTES.md', 'I ran out of time')
  return course
}

function textOf(file: string, more = ''): string {
  return `${readFileSync(path.join(FIXTURE_COURSE, file), 'utf8')}${more}\n`
}

function reportIn(course: TemporaryCourse, file: string): GradeReport {
  return JSON.parse(readFileSync(course.at(file), 'utf8')) as GradeReport
}

function pointsIn({ submissions }: GradeReport): Record<string, number> {
  return Object.fromEntries(submissions.map(({ submission, points }) => [submission, points]))
}

/** What grading found out, without how long it took. */
function exercisesIn(course: TemporaryCourse, file: string) {
  return reportIn(course, file).submissions.map(({ submission, exercises }) => [
    submission,
    exercises.map(({ durationMs: _, ...exercise }) => exercise),
  ])
}

/** The results that are kept; a file of another name is a draft of a run that was killed. */
function results(course: TemporaryCourse): string[] {
  return globSync('*/*.json', { cwd: course.at('.cache/results') }).toSorted()
}

/** Each result that is kept, and when it was written: whatever is graded again is written again. */
function snapshot(course: TemporaryCourse): Map<string, { text: string; written: string }> {
  return new Map(
    results(course).map((file) => {
      const place = course.at(`.cache/results/${file}`)
      const text = readFileSync(place, 'utf8')
      const { ino, mtimeNs } = statSync(place, { bigint: true })
      return [file, { text, written: `${ino} ${mtimeNs}` }]
    }),
  )
}

function cli(args: readonly string[]) {
  return spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
}

function commandOn(course: TemporaryCourse, args: readonly string[]): string[] {
  const entry = path.resolve(import.meta.dirname, 'cli-on-course.ts')
  return [process.execPath, entry, course.root, ...args]
}
