// Longer than most: each way in which a worker may end or fail, and what becomes of its work.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { FIXTURE_COURSE, TemporaryCourse } from '../../test/temporary-course.ts'
import { GraderError } from '../grader-error.ts'
import { testFolder } from '../intake/fixture/test-folder.ts'
import { type PoolOptions, WorkerPool } from './worker-pool.ts'
import type { WorkerSettings } from './worker.ts'

const GREET = 'modules/9.2-other/exercises/1-greet/greet.ts'
const DOUBLE = 'modules/9.1-fixture/exercises/1-double/double.ts'
const DOUBLES = readFileSync(
  path.join(FIXTURE_COURSE, path.dirname(DOUBLE), 'grading/solution.ts'),
  'utf8',
)
const CHECKS = 'modules/9.2-other/exercises/1-greet/grading/checks.test.ts'
const GREETS =
  'export const greeting = (name: string) => name ? `Good morning, ${name}` : "Good morning"'
const FORGETS = 'export const greeting = (name: string) => `Good morning, ${name}`'

describe('WorkerPool', () => {
  test.each([
    [1, 1],
    [1, 4],
    [3, 4],
  ])('grades every submission with %i workers for %i', async (jobs, tasks) => {
    using folder = testFolder({ [`ada/${GREET}`]: GREETS, [`linus/${GREET}`]: FORGETS })
    await using pool = await open({}, { jobs, tasks })
    const names = ['ada', 'linus', 'ada', 'linus']
    const reports = await Promise.all(
      names.map((name) => pool.grade({ path: folder.at(name), name })),
    )
    expect(reports.map(({ submission, points }) => [submission, points])).toEqual([
      ['ada', 3],
      ['linus', 2],
      ['ada', 3],
      ['linus', 2],
    ])
  })

  test('does one thing after the other with one worker', async () => {
    using folder = testFolder({ [`ada/${GREET}`]: GREETS, [`linus/${GREET}`]: FORGETS })
    await using pool = await open({}, { jobs: 1 })
    const done: string[] = []
    await Promise.all(
      ['linus', 'ada', 'linus'].map(async (name) => {
        done.push((await pool.grade({ path: folder.at(name), name })).submission)
      }),
    )
    expect(done).toEqual(['linus', 'ada', 'linus'])
  })

  test('has no task wait for a slow one while a worker is free', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    const end = course.at('end-of-the-slow-one')
    course.write(
      CHECKS,
      `import { existsSync } from 'node:fs'
       import { candidate, checksFor } from '@workshop/testkit'
       import exercise from './exercise.ts'
       const check = checksFor(exercise)
       const { greeting } = candidate(() => import('../greet.ts'))
       const nap = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
       check('greets by name', async () => {
         if ((await greeting('')) === 'slow') while (!existsSync(${JSON.stringify(end)})) nap()
       })
       check('greets without a name', async () => {})`,
    )
    const slow = GREETS.replace('"Good morning"', '"slow"')
    using folder = testFolder({ [`slow/${GREET}`]: slow, [`ada/${GREET}`]: GREETS })
    await using pool = await open({ courseRoot: course.root })
    const done: string[] = []
    const grade = async (name: string) => {
      done.push((await pool.grade({ path: folder.at(name), name })).submission)
    }
    const slowOne = grade('slow')
    await Promise.all([grade('ada'), grade('ada')])
    course.write('end-of-the-slow-one', '')
    await slowOne
    expect(done).toEqual(['ada', 'ada', 'slow'])
  })

  test('reports a submission as ungraded that ends whoever grades it, and goes on', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(
      CHECKS,
      `import { candidate, checksFor, expect } from '@workshop/testkit'
       import exercise from './exercise.ts'
       const check = checksFor(exercise)
       const { greeting } = candidate(() => import('../greet.ts'))
       check('greets by name', async () => {
         if (await greeting('Ada') === 'Good morning, Ada') process.kill(process.pid, 'SIGKILL')
         expect(1).toBe(2)
       })
       check('greets without a name', async () => {})`,
    )
    using folder = testFolder({ [`ada/${GREET}`]: GREETS, [`linus/${GREET}`]: 'export {}' })
    await using pool = await open({ courseRoot: course.root })
    const [ada, linus] = await Promise.all(
      ['ada', 'linus'].map((name) => pool.grade({ path: folder.at(name), name })),
    )
    expect(ada).toMatchObject({ submission: 'ada', points: 0, ungraded: 1 })
    expect(ada!.exercises[0]).toMatchObject({
      status: 'ungraded',
      detail: expect.stringContaining('A process of the grader ended (SIGKILL)'),
    })
    expect(linus).toMatchObject({ submission: 'linus', ungraded: 0 })
    const again = await pool.grade({ path: folder.at('linus'), name: 'linus' })
    expect(again.ungraded).toBe(0)
  })

  test('loses no other section to one that ends whoever grades it', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(CHECKS, `process.kill(process.pid, 'SIGKILL')`)
    using folder = testFolder({ [`ada/${GREET}`]: GREETS, [`ada/${DOUBLE}`]: DOUBLES })
    await using pool = await open({ courseRoot: course.root, only: ['9.1', '9.2'] })
    const source = { path: folder.at('ada'), name: 'ada' }
    const [first, second] = await Promise.all(
      ['9.1', '9.2'].map((section) => pool.grade(source, { section })),
    )
    expect(first!.ungraded).toBe(0)
    expect(first!.exercises[0]).toMatchObject({ id: '9.1.1', status: 'completed' })
    expect(first!.points).toBeGreaterThan(0)
    expect(second!.exercises.map(({ id, status }) => [id, status])).toEqual([['9.2.1', 'ungraded']])
  })

  test('reports a submission as ungraded that keeps whoever grades it at work for ever', async () => {
    using course = new TemporaryCourse({ from: FIXTURE_COURSE })
    course.write(
      CHECKS,
      `import { candidate, checksFor } from '@workshop/testkit'
       import exercise from './exercise.ts'
       const check = checksFor(exercise)
       const { greeting } = candidate(() => import('../greet.ts'))
       check('greets by name', async () => {
         if ((await greeting('')) === 'for ever') for (;;);
       })
       check('greets without a name', async () => {})`,
    )
    const stuck = GREETS.replace('"Good morning"', '"for ever"')
    using folder = testFolder({ [`mallory/${GREET}`]: stuck, [`ada/${GREET}`]: GREETS })
    await using pool = await open({ courseRoot: course.root }, { silenceMs: 3_000 })
    const [mallory, ada] = await Promise.all(
      ['mallory', 'ada'].map((name) => pool.grade({ path: folder.at(name), name })),
    )
    expect(mallory!.exercises[0]).toMatchObject({
      status: 'ungraded',
      detail: 'A process of the grader ended (it was stuck for 3 s)',
    })
    expect(ada).toMatchObject({ points: 3, ungraded: 0 })
  }, 30_000)

  test('proves exercises', async () => {
    await using pool = await open({})
    const proof = await pool.verify('9.2.1')
    expect(proof.id).toBe('9.2.1')
    expect(proof.runs.flat()).toEqual([])
    await expect(pool.verify('9.2.7')).rejects.toThrow('There is no exercise 9.2.7')
  })

  test.each([1, 2])('says what it cannot do for %i tasks, and how to mend it', async (tasks) => {
    const opening = open({ target: 'moon' }, { tasks })
    await expect(opening).rejects.toBeInstanceOf(GraderError)
    await expect(opening).rejects.toMatchObject({
      message: 'There is no target "moon"',
      fix: 'Use mock or localstack',
    })
  })

  test('tells once that results cannot be kept', async () => {
    using folder = testFolder({ [`ada/${GREET}`]: GREETS, [`linus/${GREET}`]: FORGETS, file: '' })
    const problems: string[] = []
    const results = { directory: folder.at('file'), fresh: false }
    await using pool = await WorkerPool.open(settings({ results }), {
      jobs: 2,
      tasks: 3,
      onProblem: ({ message }) => problems.push(message),
    })
    await Promise.all(
      ['ada', 'linus', 'ada'].map((name) => pool.grade({ path: folder.at(name), name })),
    )
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain('ENOTDIR')
  })
})

function open(
  changes: Partial<WorkerSettings>,
  options: Partial<PoolOptions> = {},
): Promise<WorkerPool> {
  return WorkerPool.open(settings(changes), { jobs: 2, tasks: 2, ...options })
}

function settings(changes: Partial<WorkerSettings>): WorkerSettings {
  return {
    courseRoot: FIXTURE_COURSE,
    only: ['9.2'],
    target: 'mock',
    env: {},
    seed: 7,
    deadlineMs: 30_000,
    ...changes,
  }
}
