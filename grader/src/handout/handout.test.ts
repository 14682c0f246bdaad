// Longer than most: what a handout holds, and all that it must not.
import {
  mkdir,
  mkdtempDisposable,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { runCommand } from '../commands/run-command.ts'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../course.ts'
import { readSubmission } from '../intake/read-submission.ts'
import { findLeaks } from './leaks.ts'
import { handoutFiles } from './handout-files.ts'
import { keysBelow } from './lock-file.ts'
import { testWorkshop } from './test-workshop.ts'

// Processes and disks of a busy machine are slow; no test here is about time.
vi.setConfig({ testTimeout: 60_000 })

test('writes the lessons and exercises, and nothing of what grades them', async () => {
  await using workshop = await testWorkshop()
  await using base = await folder()
  const { code, stdout } = await handout([path.join(base.path, 'course')], workshop.path)
  expect(code).toBe(0)
  expect(stdout).toContain('4 exercises')
  const files = await filesIn(path.join(base.path, 'course'))
  expect(files).toEqual(
    expect.arrayContaining([
      '.github/workflows/visible-tests.yml',
      '.gitignore',
      'README.md',
      'hints.json',
      'package.json',
      'pnpm-lock.yaml',
      'scripts/bootstrap.mjs',
      'shared/testkit/src/index.ts',
      'vitest.config.ts',
    ]),
  )
  expect(files.filter((file) => file.startsWith('modules/9.1-fixture/exercises/1-double'))).toEqual(
    [
      'modules/9.1-fixture/exercises/1-double/README.md',
      'modules/9.1-fixture/exercises/1-double/double.test.ts',
      'modules/9.1-fixture/exercises/1-double/double.ts',
    ],
  )
  expect(files.filter((file) => /grading|grader|solution|mutant|localstack/.test(file))).toEqual([])
  expect(files.filter((file) => file.startsWith('shared/') && file.endsWith('.test.ts'))).toEqual(
    [],
  )
  for (const file of files) {
    expect(await readFile(path.join(base.path, 'course', file), 'utf8')).not.toMatch(/canary-in/)
  }
})

test('is a submission that intake reads whole', async () => {
  await using workshop = await testWorkshop()
  await using base = await folder()
  await handout([path.join(base.path, 'course')], workshop.path)
  const exercises = exercisesOf(await loadCourse(workshop.path))
  const intake = await readSubmission(path.join(base.path, 'course'), exercises)
  expect([...intake.candidates.keys()]).toEqual(['9.1.1', '9.1.2', '9.1.3', '9.2.1'])
  expect([...intake.candidates.values()].flatMap(({ others }) => [...others.keys()])).toEqual([])
  expect(intake.notices).toEqual([])
})

test('takes only the sections that were named', async () => {
  await using workshop = await testWorkshop()
  const files = await handoutFiles(workshop.path, await loadCourse(workshop.path, ['9.2']))
  const sections = [...files.keys()].filter((file) => file.startsWith('modules/'))
  expect(new Set(sections.map((file) => file.split('/')[1]))).toEqual(new Set(['9.2-other']))
  expect(Object.keys(JSON.parse(files.get('hints.json')!.toString()))).toEqual(['9.2.1'])
  expect(keysBelow(files.get('pnpm-lock.yaml')!.toString(), 'importers')).toContain(
    'modules/9.2-other',
  )
  expect(files.get('pnpm-lock.yaml')!.toString()).not.toContain('9.1-fixture')
})

test('leaves the scripts of packages behind', async () => {
  await using workshop = await testWorkshop()
  const files = await handoutFiles(workshop.path, await loadCourse(workshop.path))
  const manifests = [...files].filter(([file]) => /.\/package\.json$/.test(file))
  expect(manifests.length).toBeGreaterThan(3)
  for (const [, content] of manifests)
    expect(JSON.parse(content.toString())).not.toHaveProperty('scripts')
})

test('takes data of a section, and follows no link out of it', async () => {
  await using workshop = await testWorkshop()
  const data = path.join(workshop.path, 'modules/9.2-other/data')
  await mkdir(data)
  await writeFile(path.join(data, 'names.csv'), 'name\nAda\n')
  await symlink('../exercises/1-greet/grading/solution.ts', path.join(data, 'linked.ts'))
  const files = await handoutFiles(workshop.path, await loadCourse(workshop.path))
  const found = [...files.keys()].filter((file) => file.includes('/data/'))
  expect(found).toEqual(['modules/9.2-other/data/names.csv'])
})

test('takes the demo of a lesson, with what it imports', async () => {
  await using workshop = await testWorkshop()
  const demo =
    "import { demoWorld } from '@workshop/testkit/demo'\nawait demoWorld().aws.s3.bucket()\n"
  await writeFile(path.join(workshop.path, 'modules/9.2-other/demo.ts'), demo)
  const files = await handoutFiles(workshop.path, await loadCourse(workshop.path))
  expect([...files.keys()].filter((file) => file.endsWith('/demo.ts'))).toEqual([
    'modules/9.2-other/demo.ts',
    'shared/testkit/src/demo.ts',
  ])
})

test('shows in a lesson the command that students have for its demo', async () => {
  await using workshop = await testWorkshop()
  const lesson = 'modules/9.2-other/README.md'
  await writeFile(path.join(workshop.path, lesson), '# Other\n\n$ node modules/9.2-other/demo.ts\n')
  const files = await handoutFiles(workshop.path, await loadCourse(workshop.path))
  expect(String(files.get(lesson))).toBe('# Other\n\n$ npm run demo -- 9.2\n')
})

test('refuses a demo that tells what is hidden', async () => {
  await using workshop = await testWorkshop()
  const exercise = path.join(workshop.path, 'modules/9.1-fixture/exercises/1-double')
  const solution = await readFile(path.join(exercise, 'grading/solution.ts'), 'utf8')
  await writeFile(path.join(workshop.path, 'modules/9.2-other/demo.ts'), solution)
  const { code, stderr } = await handout(['course'], workshop.path)
  expect(code).toBe(2)
  expect(stderr).toContain('The handout would tell what is hidden')
})

test('refuses to tell what is hidden, and leaves nothing behind', async () => {
  await using workshop = await testWorkshop()
  await using base = await folder()
  const exercise = path.join(workshop.path, 'modules/9.1-fixture/exercises/1-double')
  const solution = await readFile(path.join(exercise, 'grading/solution.ts'), 'utf8')
  await writeFile(
    path.join(workshop.path, 'modules/9.1-fixture/README.md'),
    `# A lesson\n${solution}`,
  )
  const { code, stderr } = await handout([path.join(base.path, 'course')], workshop.path)
  expect(code).toBe(2)
  expect(stderr).toContain('The handout would tell what is hidden')
  expect(await readdir(base.path)).toEqual([])
})

test('says which file an exercise lacks', async () => {
  await using workshop = await testWorkshop()
  await using base = await folder()
  await rm(path.join(workshop.path, 'modules/9.1-fixture/exercises/1-double/double.test.ts'))
  const { code, stderr } = await handout([path.join(base.path, 'course')], workshop.path)
  expect(code).toBe(2)
  expect(stderr).toContain(
    'The handout lacks "modules/9.1-fixture/exercises/1-double/double.test.ts"',
  )
})

test('says that a section is not locked', async () => {
  await using workshop = await testWorkshop()
  const lock = path.join(workshop.path, 'pnpm-lock.yaml')
  await writeFile(lock, (await readFile(lock, 'utf8')).replace('  modules/9.2-other:', '  other:'))
  const { code, stderr } = await handout(['course'], workshop.path)
  expect(code).toBe(2)
  expect(stderr).toContain('pnpm-lock.yaml has no folder "modules/9.2-other"')
})

test.for([[[]], [['one', 'two']]])('needs exactly one folder, not %j', async ([given]) => {
  const { code, stderr } = await handout(given!, COURSE_ROOT)
  expect(code).toBe(2)
  expect(stderr).toContain('"grader handout" needs one folder')
})

test('tells nothing hidden of the course itself', async () => {
  const sections = await loadCourse(COURSE_ROOT)
  const files = await handoutFiles(COURSE_ROOT, sections)
  expect(files.size).toBeGreaterThan(100)
  expect(await findLeaks(files, exercisesOf(sections))).toEqual([])
  expect([...files.keys()].filter((file) => file.includes('/grading/'))).toEqual([])
})

test('locks every dependency of every package of the course', async () => {
  const files = await handoutFiles(COURSE_ROOT, await loadCourse(COURSE_ROOT))
  const lock = files.get('pnpm-lock.yaml')!.toString()
  const workspace = files.get('pnpm-workspace.yaml')!.toString()
  const catalog = [...workspace.matchAll(/^ {2}'?([^':]+)'?: \d/gm)].map(([, name]) => name)
  const manifests = [...files.keys()].filter((file) => path.basename(file) === 'package.json')
  const folders = manifests.map((file) => path.dirname(file))
  expect(keysBelow(lock, 'importers').toSorted()).toEqual(folders.toSorted())
  for (const file of manifests) {
    const { dependencies, devDependencies } = JSON.parse(files.get(file)!.toString())
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      if (version === 'catalog:') expect(catalog).toContain(name)
      else expect(keysBelow(lock, 'importers')).toContain(name.replace('@workshop', 'shared'))
    }
  }
})

async function handout(args: string[], courseRoot: string) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const code = await runCommand(['handout', ...args], {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
    env: {},
    cwd: tmpdir(),
    courseRoot,
  })
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)))
    .toSorted()
}

function folder() {
  return mkdtempDisposable(path.join(tmpdir(), 'handout-'))
}
