import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtempDisposable, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { COURSE_ROOT } from '../course.ts'
import { runCommand } from './run-command.ts'

const EXERCISE = 'modules/9.1-fixture/exercises/1-double'
const WAITING = 'Waiting for the next save of double.ts; Ctrl-C ends\n'

test(
  'grades on every save, as students see it, until it is interrupted',
  { timeout: 60_000 },
  async () => {
    await using course = await fixture()
    await using watch = startWatch(['9.1.1'], course.path)
    const file = path.join(course.path, EXERCISE, 'double.ts')
    const solution = await readFile(path.join(course.path, EXERCISE, 'grading/solution.ts'), 'utf8')

    const stub = await watch.until(WAITING)
    expect(stub).toContain('✗ Double the meter readings 9.1.1  0/4')
    expect(stub).toContain('What does your function return for a list of three readings?')
    expect(stub).not.toContain('canary')
    expect(stub).not.toMatch(/seed \d/)

    await writeFile(file, solution)
    expect(await watch.until(WAITING)).toContain('✓ Double the meter readings 9.1.1  4/4')

    await writeFile(`${file}.draft`, 'export const double = (')
    await rename(`${file}.draft`, file)
    expect(await watch.until(WAITING)).toContain('The file does not load')

    expect(await watch.interrupt('SIGINT')).toBe(0)
  },
)

test('tells authors what the checks said', { timeout: 60_000 }, async () => {
  await using course = await fixture()
  await using watch = startWatch(['9.1.1', '--audience', 'instructor'], course.path)
  const stub = await watch.until(WAITING)
  expect(stub).toContain('| Not written yet')
  expect(stub).toMatch(/seed \d/)
  expect(await watch.interrupt('SIGINT')).toBe(0)
})

test('ends while a candidate hangs', { timeout: 60_000 }, async () => {
  await using course = await fixture()
  await using watch = startWatch(['9.1.1', '--deadline', '3600'], course.path)
  await watch.until(WAITING)
  await writeFile(path.join(course.path, EXERCISE, 'double.ts'), 'while (true) {}')
  // Long enough for the box to hang in it; if it were not, this would still have to end.
  await sleep(500)
  expect(await watch.interrupt('SIGTERM')).toBe(0)
})

test('says that checks which changed need a new start', { timeout: 60_000 }, async () => {
  await using course = await fixture()
  await using watch = startWatch(['9.1.1'], course.path)
  await watch.until(WAITING)
  await writeFile(path.join(course.path, EXERCISE, 'grading/checks.test.ts'), '')
  expect(await watch.until('with them\n')).toContain('The checks have changed')
  expect(await watch.interrupt('SIGINT')).toBe(0)
})

test.for([
  [[], '"grader watch" needs one exercise, and 0 were given'],
  [['9.1.1', '9.1.2'], '"grader watch" needs one exercise, and 2 were given'],
  [['9.1'], '"9.1" is a section, and one exercise can be watched'],
  [['9.1.9'], 'There is no section or exercise "9.1.9"'],
] as const)('refuses to watch %j', async ([ids, message]) => {
  const stderr = new PassThrough()
  const code = await runCommand(['watch', ...ids], {
    stdout: process.stdout,
    stderr: stderr as unknown as NodeJS.WriteStream,
    env: {},
    cwd: tmpdir(),
    courseRoot: path.join(COURSE_ROOT, 'grader/test/course'),
  })
  expect(code).toBe(2)
  expect(String(stderr.read())).toContain(message)
})

async function fixture() {
  const course = await mkdtempDisposable(path.join(tmpdir(), 'watched-course-'))
  await cp(path.join(COURSE_ROOT, 'grader/test/course'), course.path, { recursive: true })
  await symlink(
    path.join(COURSE_ROOT, 'grader/node_modules'),
    path.join(course.path, 'node_modules'),
  )
  return course
}

function startWatch(args: readonly string[], courseRoot: string) {
  const module = pathToFileURL(path.join(import.meta.dirname, 'run-command.ts')).href
  const program = `
    const { runCommand } = await import(${JSON.stringify(module)})
    const { stdout, stderr, env } = process
    const world = { stdout, stderr, env, cwd: '/', courseRoot: ${JSON.stringify(courseRoot)} }
    process.exitCode = await runCommand(${JSON.stringify(['watch', ...args])}, world)`
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit').then(([code]) => code as number | null)
  return {
    ended,
    until: reader(child, ended),
    async interrupt(signal: NodeJS.Signals) {
      child.kill(signal)
      return ended
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Reads what a process says up to a text; what comes after it is read the next time. */
function reader(child: ChildProcess, ended: Promise<number | null>) {
  let said = ''
  let next = Promise.withResolvers<void>()
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
      next.resolve()
    })
  }
  return async (text: string): Promise<string> => {
    while (!said.includes(text)) {
      next = Promise.withResolvers()
      const isOver = await Promise.race([next.promise, once(child, 'close').then(() => true)])
      if (isOver && !said.includes(text)) throw new Error(`It ended with ${await ended}: ${said}`)
    }
    const end = said.indexOf(text) + text.length
    const read = said.slice(0, end)
    said = said.slice(end)
    return read
  }
}
