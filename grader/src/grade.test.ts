// Longer than most: everything that can become of a submission, through one function.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Duplex } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../test/temporary-course.ts'
import { Box } from './box/box.ts'
import { BoxSupply } from './box/box-supply.ts'
import type { BoxProcess } from './box/launch/box-process.ts'
import { loadCourse } from './course.ts'
import { noStore, type ResultStore } from './engine/result-store.ts'
import { mockTarget } from './engine/target-factory.ts'
import { gradeSubmission, type Grading } from './grade.ts'
import { testFolder } from './intake/fixture/test-folder.ts'
import type { ExerciseResult } from './result.ts'

const GREETS =
  'export const greeting = (name: string) => name ? `Good morning, ${name}` : "Good morning"'
const FORGETS = 'export const greeting = (name: string) => `Good morning, ${name}`'
const HANGS = 'export function greeting() { for (;;); }'
const GREET = 'modules/9.2-other/exercises/1-greet/greet.ts'
const GRADING = 'modules/9.2-other/exercises/1-greet/grading'
const DOUBLE = 'modules/9.1-fixture/exercises/1-double'
const SUM = 'modules/9.1-fixture/exercises/3-sum'

let supply: BoxSupply
beforeAll(async () => {
  supply = await BoxSupply.open({ size: 2 })
})
afterAll(() => supply[Symbol.asyncDispose]())

describe('gradeSubmission', () => {
  test('gives what each check earns, and says why the others earn nothing', async () => {
    const [report] = await grade({ ada: FORGETS })
    expect(report).toMatchObject({
      submission: 'ada',
      points: 2,
      maxPoints: 3,
      ungraded: 0,
      gradedAt: '2026-11-23T10:00:00.000Z',
      exercises: [
        {
          id: '9.2.1',
          status: 'completed',
          points: 2,
          checks: [
            { name: 'greets by name', status: 'passed', points: 2 },
            { name: 'greets without a name', status: 'failed', points: 0 },
          ],
        },
      ],
    })
  })

  test('gives nothing, and a denominator, to a submission without files', async () => {
    using folder = testFolder({ 'NOTES.md': 'I ran out of time' })
    const report = await gradeSubmission(
      { path: folder.path, name: 'vera' },
      await gradingOf(FIXTURE_COURSE),
    )
    expect(report).toMatchObject({ points: 0, maxPoints: 3, ungraded: 0 })
    expect(report.exercises).toMatchObject([
      { status: 'missing', points: 0, message: 'The file was not handed in' },
    ])
    expect(report.exercises[0]!.checks.map(({ status }) => status)).toEqual(['not-run', 'not-run'])
  })

  test('leaves ungraded what the grader may not read, and takes no points', async () => {
    const grading = await gradingOf(FIXTURE_COURSE)
    const report = await gradeSubmission({ path: '/nowhere/ada', name: 'ada' }, grading)
    expect(report).toMatchObject({ submission: 'ada', ungraded: 1, points: 0 })
    expect(report.exercises[0]).toMatchObject({
      status: 'ungraded',
      points: null,
      detail: expect.stringContaining('/nowhere/ada'),
    })
  })

  test('leaves ungraded an exercise whose checks throw while they load', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(`${GRADING}/checks.test.ts`, 'throw new Error("no fixture here")')
    const [report] = await grade({ ada: GREETS }, { root: course.root })
    expect(report).toMatchObject({ ungraded: 1, points: 0 })
    expect(report!.exercises[0]).toMatchObject({
      status: 'ungraded',
      points: null,
      detail: 'no fixture here',
    })
  })

  test('leaves ungraded an exercise whose box does not start', async () => {
    const broken = { take: () => new Box(stillborn()) } as unknown as BoxSupply
    const [report] = await grade({ ada: GREETS }, { supply: broken })
    expect(report!.exercises[0]).toMatchObject({ status: 'ungraded', points: null })
    expect(report!.exercises[0]!.detail).toContain('exit code 1')
  })

  test('gives nothing for a check that two have the name of, or that is not in the rubric', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(
      `${GRADING}/checks.test.ts`,
      `import { checksFor, expect } from '@workshop/testkit'
       import exercise from './exercise.ts'
       const check: (name: string, body: () => void) => void = checksFor(exercise)
       check('greets by name', () => expect(1).toBe(2))
       check('greets by name', () => {})
       check('hands out points', () => {})`,
    )
    const [report] = await grade({ ada: GREETS }, { root: course.root })
    expect(report!.points).toBe(0)
    expect(report!.exercises[0]!.checks).toMatchObject([
      { name: 'greets by name', status: 'not-run', detail: 'Several checks have this name' },
      { name: 'greets without a name', status: 'not-run' },
    ])
  })

  test('says that a file does not load, and gives nothing', async () => {
    const [report] = await grade({ ada: 'export const greeting = (' })
    expect(report!.exercises[0]).toMatchObject({
      status: 'broken',
      points: 0,
      message: expect.stringMatching(/^The file does not load: /),
    })
  })

  test('ends an exercise at its deadline', async () => {
    const [report] = await grade({ ada: HANGS }, { deadlineMs: 700 })
    expect(report!.exercises[0]).toMatchObject({
      status: 'timed-out',
      points: 0,
      message: 'The exercise took more than 0.7 s',
    })
  })

  test('skips what the target cannot serve, and takes it out of the denominator', async () => {
    const unsupported = () => 'moto has no Glue'
    const [report] = await grade({ ada: GREETS }, { unsupported })
    expect(report).toMatchObject({ points: 0, maxPoints: 0, ungraded: 0 })
    expect(report!.exercises[0]).toMatchObject({
      status: 'skipped',
      points: null,
      message: 'moto has no Glue',
    })
  })
})

describe('several submissions', () => {
  test('takes from the store what it knows, and keeps what it does not', async () => {
    const store = memoryStore()
    const first = await grade({ ada: GREETS, linus: FORGETS }, { store })
    const second = await grade({ ada: GREETS, linus: `${FORGETS} // edited` }, { store })
    expect(store.written).toBe(3)
    expect(second[0]!.exercises).toEqual(first[0]!.exercises)
    expect(second[1]!.points).toBe(2)
  })

  test('takes nothing from the store that another file of a submission brought about', async () => {
    const store = memoryStore()
    const grading = { ...(await gradingOf(FIXTURE_COURSE, '9.1')), store }
    const solution = readFileSync(path.join(FIXTURE_COURSE, SUM, 'grading/solution.ts'), 'utf8')
    const stub = readFileSync(path.join(FIXTURE_COURSE, SUM, 'sum.ts'), 'utf8')
    const rewrites = `import { registerHooks, stripTypeScriptTypes } from 'node:module'
      const source = stripTypeScriptTypes(${JSON.stringify(solution)})
      registerHooks({
        load: (url, context, next) =>
          /sum[.]ts$/.test(url) ? { format: 'module', source, shortCircuit: true } : next(url, context),
      })
      export const double = () => []`
    using xena = testFolder({ [`${DOUBLE}/double.ts`]: rewrites, [`${SUM}/sum.ts`]: stub })
    using yves = testFolder({ [`${DOUBLE}/double.ts`]: '', [`${SUM}/sum.ts`]: stub })
    using zoe = testFolder({ [`${SUM}/sum.ts`]: stub })
    const points = async (folder: string) => {
      const { exercises } = await gradeSubmission({ path: folder, name: 'it' }, grading)
      return exercises.find(({ id }) => id === '9.1.3')!.points
    }
    expect(await points(xena.path)).toBe(4)
    expect(await points(yves.path)).toBe(0)
    expect(await points(zoe.path)).toBe(0)
  })

  test('keeps nothing that is ungraded, missing or refused', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(`${GRADING}/checks.test.ts`, 'throw new Error("no fixture here")')
    const store = memoryStore()
    await grade({ ada: GREETS }, { store, root: course.root })
    using folder = testFolder({ [GREET]: GREETS, [GREET.replace('.ts', '.mts')]: FORGETS })
    using empty = testFolder({ 'NOTES.md': 'I ran out of time' })
    const grading = { ...(await gradingOf(FIXTURE_COURSE)), store }
    const refused = await gradeSubmission({ path: folder.path, name: 'linus' }, grading)
    const missing = await gradeSubmission({ path: empty.path, name: 'vera' }, grading)
    expect(missing.exercises[0]!.status).toBe('missing')
    expect(store.written).toBe(refused.exercises[0]!.status === 'completed' ? 1 : 0)
  })

  test('shows every submission of a cohort the same random data', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(
      `${GRADING}/checks.test.ts`,
      `import { checksFor, expect } from '@workshop/testkit'
       import exercise from './exercise.ts'
       const check = checksFor(exercise)
       check('greets by name', ({ seed }) => expect(seed).toBe('told'))
       check('greets without a name', ({ random }) => expect(random()).toBe('told'))`,
    )
    const told = async (seed: number) => {
      const reports = await grade({ ada: GREETS, linus: FORGETS }, { root: course.root, seed })
      return reports.map(({ exercises }) => exercises[0]!.checks.map(({ detail }) => detail))
    }
    const [ada, linus] = await told(7)
    expect(ada).toEqual(linus)
    expect(await told(7)).toEqual([ada, linus])
    expect((await told(8))[0]).not.toEqual(ada)
  })
})

interface Options extends Partial<Grading> {
  root?: string
}

/** Grades one file each, in the place of `greet.ts`. */
async function grade(cohort: Record<string, string>, options: Options = {}) {
  const { root = FIXTURE_COURSE, ...grading } = options
  const files = Object.entries(cohort).map(([name, text]) => [`${name}/${GREET}`, text] as const)
  using folder = testFolder(Object.fromEntries(files))
  const sources = Object.keys(cohort).map((name) => ({ path: folder.at(name), name }))
  const whole = { ...(await gradingOf(root)), ...grading }
  return await Promise.all(sources.map((source) => gradeSubmission(source, whole)))
}

async function gradingOf(root: string, section = '9.2'): Promise<Grading> {
  return {
    sections: await loadCourse(root, [section]),
    supply,
    target: mockTarget,
    identity: { grader: 'c0ffee', target: 'mock', tier: 'full', seed: 7, deadlineMs: 30_000 },
    store: noStore,
    seed: 7,
    deadlineMs: 30_000,
    now: () => new Date('2026-11-23T10:00:00Z'),
  }
}

function memoryStore(): ResultStore & { written: number } {
  const results = new Map<string, ExerciseResult>()
  return {
    written: 0,
    read: async (key) => results.get(key),
    async write(result) {
      this.written++
      results.set(result.key, result)
    },
  }
}

/** A process that ended before it said anything, as under a limit on processes. */
function stillborn(): BoxProcess {
  return {
    pid: 1,
    inside: { bundle: '/bundle', slot: '/slot' },
    channel: silence(),
    syncChannel: silence(),
    output: { stdout: '', stderr: '', bytes: 0, overflowed: false },
    ended: Promise.resolve({ code: 1, signal: null }),
    breach: undefined,
    onBreach: undefined,
    kill: async () => {},
  }
}

function silence(): Duplex {
  return new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() })
}
