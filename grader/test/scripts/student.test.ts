import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtempDisposable, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { COURSE_ROOT } from '../../src/course.ts'

// Processes and disks of a busy machine are slow; no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

const HINTS = ['Who decides?', 'S3 can decide for you.', 'IfNoneMatch: "*"']

test('shows one more hint each time, and all of them once they are used up', async () => {
  await using handout = await installedHandout()
  const hint = async (...more: string[]) =>
    (await handout.run('hint.mjs', ['3.6.3', ...more])).stdout

  expect(await hint('--again')).toContain('You have seen no hint yet')
  expect(await hint()).toBe('3.6.3 Claim a name\n\nHint 1 of 3: Who decides?\n')
  expect(await hint()).toBe('3.6.3 Claim a name\n\nHint 2 of 3: S3 can decide for you.\n')
  expect(await hint('--again')).not.toContain('Hint 3')
  expect(await hint()).toContain('Hint 3 of 3: IfNoneMatch: "*"\n\nThere are no more hints')
  for (const line of HINTS) expect(await hint()).toContain(line)
})

test('counts hints of each exercise for itself', async () => {
  await using handout = await installedHandout()
  await handout.run('hint.mjs', ['3.6.3'])
  await handout.run('hint.mjs', ['3.6.3'])
  expect((await handout.run('hint.mjs', ['3.9.1'])).stdout).toContain('Hint 1 of 3')
  expect(JSON.parse(await readFile(handout.at('.hints.json'), 'utf8'))).toEqual({
    '3.6.3': 2,
    '3.9.1': 1,
  })
})

test.for(['not JSON', '[]', 'null', '{"3.6.3":"many"}', '{"3.6.3":-7}'])(
  'starts over where the memory of hints is spoilt: %s',
  async (spoilt) => {
    await using handout = await installedHandout()
    await writeFile(handout.at('.hints.json'), spoilt)
    expect((await handout.run('hint.mjs', ['3.6.3'])).stdout).toContain('Hint 1 of 3')
  },
)

test('has no hint for an exercise that does not exist', async () => {
  await using handout = await installedHandout()
  for (const id of ['3.6.99', 'toString']) {
    const { code, stderr } = await handout.run('hint.mjs', [id])
    expect(code).toBe(2)
    expect(stderr).toContain(`There is no exercise "${id}"`)
  }
})

test.for([
  ['hint.mjs', []],
  ['hint.mjs', ['--help']],
  ['run.mjs', ['test', '--help']],
  ['run.mjs', ['watch', '-h']],
  ['run.mjs', []],
] as const)('%s %j shows how it is used', async ([script, args]) => {
  await using handout = await installedHandout()
  const { code, stdout } = await handout.run(script, args)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Usage:\n {2}npm /)
})

test.for([
  [['test'], ['run']],
  [
    ['test', '3.6.3'],
    ['run', 'modules/3.6-s3/exercises/3-claim/'],
  ],
  [
    ['watch', '3.6'],
    ['watch', 'modules/3.6-s3/'],
  ],
  [
    ['test', '3.6.3', '-t', 'free'],
    ['run', 'modules/3.6-s3/exercises/3-claim/', '-t', 'free'],
  ],
] as const)('%j runs vitest with %j', async ([args, vitest]) => {
  await using handout = await installedHandout()
  const { code, stdout } = await handout.run('run.mjs', args)
  expect(JSON.parse(stdout)).toEqual(vitest)
  expect(code).toBe(1)
})

test.for(['3.6', '3.6.3'])('demo %s runs the demo of its lesson', async (id) => {
  await using handout = await installedHandout()
  expect(await handout.run('run.mjs', ['demo', id])).toMatchObject({ code: 0, stdout: 'cold\n' })
})

test('says that a demo needs a section', async () => {
  await using handout = await installedHandout()
  const { code, stderr } = await handout.run('run.mjs', ['demo'])
  expect(code).toBe(2)
  expect(stderr).toContain('npm run demo -- 3.9')
})

test.for(['3.6.1', '3.6.33', '3.7'])('finds no exercise "%s"', async (id) => {
  await using handout = await installedHandout()
  const { code, stderr } = await handout.run('run.mjs', ['test', id])
  expect(code).toBe(2)
  expect(stderr).toContain(`There is no exercise "${id}"`)
})

/** The scripts of a handout, beside a vitest that says how it was called and finds failures. */
async function installedHandout() {
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'a handout '))
  const at = (file: string) => path.join(folder.path, file)
  const templates = path.join(COURSE_ROOT, 'grader/src/handout/template')
  for (const name of ['hint.mjs', 'run.mjs']) {
    await cp(path.join(templates, name), at(`scripts/${name}`))
  }
  await cp(path.join(COURSE_ROOT, 'scripts/bootstrap.mjs'), at('scripts/bootstrap.mjs'))
  const lock = "lockfileVersion: '9.0'\n"
  const files = {
    'hints.json': JSON.stringify({
      '3.6.3': { title: 'Claim a name', hints: HINTS },
      '3.9.1': { title: 'Query by guid', hints: HINTS },
    }),
    'modules/3.6-s3/demo.ts': "console.log('cold')",
    'modules/3.6-s3/exercises/3-claim/claim.ts': '',
    'package.json': '{}',
    'pnpm-lock.yaml': lock,
    'pnpm-workspace.yaml': 'packages:\n  - modules/*\n',
    'node_modules/.pnpm/lock.yaml': lock,
    'node_modules/.pnpm-workspace-state-v1.json': '{}',
    'node_modules/vitest/vitest.mjs':
      'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 1',
  }
  for (const [file, content] of Object.entries(files)) {
    await mkdir(path.dirname(at(file)), { recursive: true })
    await writeFile(at(file), content)
  }
  await mkdir(at('node_modules/node/bin'), { recursive: true })
  await symlink(process.execPath, at('node_modules/node/bin/node'))
  return {
    at,
    async run(script: string, args: readonly string[]) {
      const child = spawn(process.execPath, [at(`scripts/${script}`), ...args], {
        cwd: tmpdir(),
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const ended = once(child, 'close')
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
      const [code] = (await ended) as [number | null]
      return { code, stdout, stderr }
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
