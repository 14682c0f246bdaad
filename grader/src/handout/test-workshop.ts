import { cp, mkdtempDisposable, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { COURSE_ROOT } from '../course.ts'

const COPIED = ['package.json', 'pnpm-workspace.yaml', 'scripts', 'tsconfig.base.json']

/** For tests: a workshop of its own with the fixture's course, locked and ready to be handed out. */
export async function testWorkshop(): Promise<AsyncDisposable & { path: string }> {
  const workshop = await mkdtempDisposable(path.join(tmpdir(), 'workshop-'))
  const inWorkshop = (file: string) => path.join(workshop.path, file)
  for (const file of COPIED) {
    await cp(path.join(COURSE_ROOT, file), inWorkshop(file), { recursive: true })
  }
  await cp(path.join(COURSE_ROOT, 'grader/test/course'), workshop.path, { recursive: true })
  await symlink(path.join(COURSE_ROOT, 'shared'), inWorkshop('shared'))
  await symlink(path.join(COURSE_ROOT, 'grader/node_modules'), inWorkshop('node_modules'))
  const sections = await readdir(inWorkshop('modules'))
  for (const section of sections) {
    const manifest = {
      name: `@workshop/${section}`,
      private: true,
      scripts: { postinstall: 'node not-for-students.ts' },
      devDependencies: { '@workshop/testkit': 'workspace:*' },
    }
    await writeFile(inWorkshop(`modules/${section}/package.json`), JSON.stringify(manifest))
  }
  const lock = await readFile(path.join(COURSE_ROOT, 'pnpm-lock.yaml'), 'utf8')
  const locked = lock.replace('\nimporters:\n', `\nimporters:\n${sections.map(importer).join('')}`)
  await writeFile(inWorkshop('pnpm-lock.yaml'), locked)
  return workshop
}

function importer(section: string): string {
  return `
  modules/${section}:
    devDependencies:
      '@workshop/testkit':
        specifier: workspace:*
        version: link:../../shared/testkit
`
}
