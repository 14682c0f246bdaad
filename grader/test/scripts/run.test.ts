// Longer than most: a fresh machine, in every state that the first command may find it in.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import {
  chmod,
  cp,
  mkdir,
  mkdtempDisposable,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { OPTIONS } from '../../src/commands/options.ts'
import { COURSE_ROOT } from '../../src/course.ts'

// Processes and disks of a busy machine are slow; no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

// These run the scripts on a workspace of a few empty packages, with an npx that only says what it
// was asked to do: the real one needs a network. The file is long because all of them share it.

test('installs what is missing once, then runs the grader with a Node of its own', async () => {
  await using world = await workspace()
  const first = await world.run(['list', '--only', '3.9'])
  expect(first.code).toBe(0)
  expect(first.stderr).toContain('Installing what is missing, with pnpm@12.0.1')
  expect(first.stderr).toContain('Progress: resolved 3, done')
  expect(JSON.parse(first.stdout)).toMatchObject({ args: ['list', '--only', '3.9'] })
  expect(await world.asked()).toEqual([
    '--yes --prefer-offline pnpm@12.0.1 install --frozen-lockfile',
  ])

  const second = await world.run(['list'])
  expect(second.stderr).toBe('> grader list\n')
  expect(await world.asked()).toHaveLength(1)
})

test.for(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', 'modules/3.6-s3/package.json'])(
  'installs again when %s has changed',
  async (file) => {
    await using world = await workspace()
    await world.run(['list'])
    await writeFile(world.at(file), `${await readFile(world.at(file), 'utf8')}\n`)
    await world.run(['list'])
    await world.run(['list'])
    expect(await world.asked()).toHaveLength(2)
  },
)

test('installs again when the folder node_modules is gone', async () => {
  await using world = await workspace()
  await world.run(['list'])
  await rm(world.at('node_modules'), { recursive: true })
  expect((await world.run(['list'])).code).toBe(0)
  expect(await world.asked()).toHaveLength(2)
})

test('installs again after an installation that did not end well', async () => {
  await using world = await workspace()
  await world.run(['list'])
  await writeFile(world.at('pnpm-lock.yaml'), 'lockfileVersion: "9.1"\n')
  expect((await world.run(['list'], { NPX_SAYS: 'killed half-way' })).code).toBe(2)
  await writeFile(world.at('pnpm-lock.yaml'), LOCK)
  expect((await world.run(['list'])).code).toBe(0)
  expect(await world.asked()).toHaveLength(3)
})

test('believes pnpm when it was run by hand', async () => {
  await using world = await workspace()
  await mkdir(world.at('node_modules/node/bin'), { recursive: true })
  await symlink(process.execPath, world.at('node_modules/node/bin/node'))
  await mkdir(world.at('node_modules/.pnpm'))
  await writeFile(world.at('node_modules/.pnpm/lock.yaml'), LOCK)
  await writeFile(world.at('node_modules/.pnpm-workspace-state-v1.json'), '{}')
  expect((await world.run(['list'])).code).toBe(0)
  expect(await world.asked()).toEqual([])
})

test.for([
  ['npm error errno ECONNREFUSED', 'the package registry cannot be reached'],
  [
    'error sending request: client error (Connect): dns error',
    'the package registry cannot be reached',
  ],
  ['Failed to write to file: No space\n      left on device (os error 28)', 'the disk is full'],
  ['npm error code ENOSPC', 'the disk is full'],
  ['npm error code EACCES', 'a folder may not be written'],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'the certificate of the package registry'],
  ['Error: ERR_PNPM_OUTDATED_LOCKFILE', 'pnpm-lock.yaml does not fit'],
  ['npm error code ETARGET', 'the package registry lacks a package'],
  ['something nobody has seen before', 'pnpm ended with exit code 1'],
] as const)('explains "%s"', async ([said, explained]) => {
  await using world = await workspace()
  const { code, stderr, stdout } = await world.run(['list'], { NPX_SAYS: said })
  expect(code).toBe(2)
  expect(stderr).toContain(`Could not install: ${explained}`)
  expect(stderr).toContain(said)
  expect(stdout).toBe('')
})

test('says that there is no npx', async () => {
  await using world = await workspace()
  const { code, stderr } = await world.run(['list'], { PATH: world.at('nothing') })
  expect(code).toBe(2)
  expect(stderr).toContain('There is no npx on the PATH\nInstall Node.js together with npm\n')
})

test('says that a part of the workshop is missing', async () => {
  await using world = await workspace()
  await rm(world.at('pnpm-lock.yaml'))
  const { code, stderr } = await world.run(['list'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^This is not the whole workshop: .*pnpm-lock\.yaml/)
})

test.for([undefined, '', '/proc/there-is-no-home'])('installs with HOME %j', async (home) => {
  await using world = await workspace()
  expect((await world.run(['list'], { HOME: home })).code).toBe(0)
  expect(await readFile(world.at('npx-home'), 'utf8')).toBe(`${world.at('.cache/home')}\n`)
})

test('grades the examples when no submission is named', async () => {
  await using world = await workspace()
  const { stdout } = await world.run(['grade', '--fresh'])
  const { args } = JSON.parse(stdout) as { args: string[] }
  expect(args.at(0)).toBe('grade')
  expect(args.at(-1)).toBe(world.at('examples'))
  expect(args).toContain(world.at('examples/roster.csv'))
  expect(args).toContain(`csv=${world.at('reports/grades.csv')}`)
  expect(existsSync(world.at('reports'))).toBe(true)
})

test.for([
  [[], true],
  [['--only', '3.9', '--fresh'], true],
  [['--report=csv'], true],
  [['--'], true],
  [['ada'], false],
  [['--fresh', 'ada'], false],
  [['--only', '3.9', 'ada'], false],
  [['--', '--odd-name'], false],
  [['--help'], false],
] as const)('sees in %j whether a submission is named', async ([args, isAdded]) => {
  const { withExamples } = await gradeArguments()
  const completed = withExamples(args, 'root')
  expect(completed.slice(-1 - args.length)).toEqual(isAdded ? [...args, 'root/examples'] : args)
})

test.for([
  ['--report', ['--report', 'csv'], 1],
  ['--report', ['--report=csv'], 0],
  ['--report', [], 3],
  ['--roster', ['--roster', 'own.csv'], 1],
  ['--roster', [], 1],
] as const)('adds of %s what %j leaves open', async ([option, args, times]) => {
  const { withExamples } = await gradeArguments()
  expect(withExamples(args, 'root').filter((arg) => arg === option)).toHaveLength(times)
})

test('knows which options of the grader take no value', async () => {
  const { FLAGS } = await gradeArguments()
  const flags = Object.entries(OPTIONS).flatMap(([name, option]) =>
    option.type === 'boolean'
      ? [`--${name}`, ...('short' in option ? [`-${option.short}`] : [])]
      : [],
  )
  expect(FLAGS.toSorted()).toEqual(flags.toSorted())
})

test('resolves paths where the command was typed, which npm does not keep', async () => {
  await using world = await workspace()
  const typed = await world.run(['grade', 'ada'], {
    INIT_CWD: tmpdir(),
    npm_package_json: world.at('package.json'),
  })
  expect(JSON.parse(typed.stdout)).toMatchObject({ cwd: tmpdir() })
  const other = await world.run(['grade', 'ada'], {
    INIT_CWD: tmpdir(),
    npm_package_json: path.join(tmpdir(), 'package.json'),
  })
  expect(JSON.parse(other.stdout)).toMatchObject({ cwd: world.path })
})

test('passes the exit code on', async () => {
  await using world = await workspace()
  expect((await world.run(['grade'], { EXIT_WITH: '4' })).code).toBe(4)
})

test('passes signals on, and the answer to them', async () => {
  await using world = await workspace()
  await world.run(['list'])
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    const { code, stdout } = await world.run(['watch', '3.9.1'], { WAIT: 'yes' }, signal)
    expect(stdout).toContain(`ended by ${signal}`)
    expect(code).toBe(7)
  }
})

test('leaves the arguments of "grader" as they are', async () => {
  await using world = await workspace()
  const { stdout, stderr } = await world.run(['grader', 'grade', '--seed', '7'])
  expect(JSON.parse(stdout)).toMatchObject({ args: ['grade', '--seed', '7'] })
  expect(stderr).toContain('Installing what is missing')
  expect((await world.run(['grader', '--help'])).stderr).toBe('')
})

test('runs scripts/check.ts for "check"', async () => {
  await using world = await workspace()
  expect((await world.run(['check'])).stdout).toBe('checked []\n')
})

const LOCK = "lockfileVersion: '9.0'\n"

const FILES = {
  'package.json': JSON.stringify({
    devEngines: { packageManager: { name: 'pnpm', version: '12.0.1', onFail: 'ignore' } },
  }),
  'pnpm-lock.yaml': LOCK,
  'pnpm-workspace.yaml':
    'packages:\n  - grader\n  - modules/*\n  - shared/*\n\ncatalog:\n  node: 24.0.0\n',
  'grader/package.json': '{}',
  'modules/3.6-s3/package.json': '{}',
  'grader/src/cli.ts': `
    if (process.env.WAIT) {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) {
        process.once(signal, () => {
          process.stdout.write('ended by ' + signal)
          process.exit(7)
        })
      }
      setInterval(() => {}, 1_000)
      process.stdout.write('ready\\n')
    } else {
      console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }))
      process.exitCode = Number(process.env.EXIT_WITH ?? 0)
    }`,
  'scripts/check.ts': `console.log('checked', process.argv.slice(2))`,
  'bin/npx': `#!/bin/sh
    echo "$*" >> "$(dirname "$0")/../npx-asked"
    echo "$HOME" > "$(dirname "$0")/../npx-home"
    if [ -n "$NPX_SAYS" ]; then echo "$NPX_SAYS" >&2; exit 1; fi
    echo "Progress: resolved 3, done"
    mkdir -p node_modules/node/bin
    ln -sf "${process.execPath}" node_modules/node/bin/node
`,
}

interface GradeArguments {
  FLAGS: string[]
  withExamples(args: readonly string[], root: string): string[]
}

async function gradeArguments() {
  const { href } = pathToFileURL(path.join(COURSE_ROOT, 'scripts/grade-arguments.mjs'))
  return (await import(href)) as GradeArguments
}

async function workspace() {
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'a workspace '))
  const at = (file: string) => path.join(folder.path, file)
  for (const [file, content] of Object.entries(FILES)) {
    await mkdir(path.dirname(at(file)), { recursive: true })
    await writeFile(at(file), content)
  }
  await chmod(at('bin/npx'), 0o755)
  for (const script of ['bootstrap.mjs', 'grade-arguments.mjs', 'run.mjs']) {
    await cp(path.join(COURSE_ROOT, 'scripts', script), at(`scripts/${script}`))
  }
  return {
    path: folder.path,
    at,
    /** What npx was asked to do, one line a call. */
    async asked() {
      if (!existsSync(at('npx-asked'))) return []
      return (await readFile(at('npx-asked'), 'utf8')).trim().split('\n')
    },
    /** Runs scripts/run.mjs; `signal` is sent once the program has said something. */
    async run(
      args: string[],
      env: Record<string, string | undefined> = {},
      signal?: NodeJS.Signals,
    ) {
      const child = spawn(process.execPath, ['scripts/run.mjs', ...args], {
        cwd: folder.path,
        env: { PATH: `${at('bin')}:/usr/bin:/bin`, HOME: folder.path, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const ended = once(child, 'close')
      if (signal) child.stdout.once('data', () => child.kill(signal))
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
      const [code] = (await ended) as [number | null]
      return { code, stdout, stderr }
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
