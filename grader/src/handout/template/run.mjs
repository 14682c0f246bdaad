// node scripts/run.mjs <test | watch> [id]... [vitest option]...
// node scripts/run.mjs demo <section>

import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, runMain, runToEnd, SetupError } from './bootstrap.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

const HELP = `Usage:
  npm test                    Run all visible tests
  npm test -- 3.9.1           Run those of one exercise; 3.9 is a whole section
  npm run watch -- 3.9.1      Run them again on every save; q ends it
  npm run hint -- 3.9.1       Show the next hint
  npm run demo -- 3.9         Run the demo of a lesson

Options of vitest may follow, as in: npm test -- 3.9.1 -t "the name of a test"
`

await runMain(async () => {
  const [command, ...args] = process.argv.slice(2)
  if (
    !['test', 'watch', 'demo'].includes(command) ||
    args.some((arg) => ['--help', '-h'].includes(arg))
  ) {
    process.stdout.write(HELP)
    return 0
  }
  const isId = (arg) => /^\d+\.\d+(\.\d+)?$/.test(arg)
  const folders = args.filter(isId).map(folderOf)
  const options = args.filter((arg) => !isId(arg))
  const node = await ensureInstalled(ROOT)
  if (command === 'demo') return runToEnd(node, [demoOf(folders[0])], { cwd: ROOT })
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs')
  const mode = command === 'test' ? 'run' : 'watch'
  return runToEnd(node, [vitest, mode, ...folders, ...options], { cwd: ROOT })
})

/** `modules/3.9-dynamodb/exercises/1-query-by-guid/`, from `3.9.1`. */
function folderOf(id) {
  const [, section, number] = /^(\d+\.\d+)(?:\.(\d+))?$/.exec(id)
  const lesson = namesIn('modules').find((name) => name.startsWith(`${section}-`))
  if (lesson && number === undefined) return `modules/${lesson}/`
  const exercises = `modules/${lesson}/exercises`
  const exercise = namesIn(exercises).find((name) => name.startsWith(`${number}-`))
  if (lesson && exercise) return `${exercises}/${exercise}/`
  throw new SetupError(`There is no exercise "${id}"`, 'README.md lists all of them with their ids')
}

function demoOf(folder) {
  if (folder) return path.join(...folder.split('/').slice(0, 2), 'demo.ts')
  throw new SetupError('A demo belongs to a lesson', 'Name its section, as in: npm run demo -- 3.9')
}

function namesIn(folder) {
  const place = path.join(ROOT, folder)
  return existsSync(place) ? readdirSync(place) : []
}
