// node scripts/run.mjs <command> [argument]...
//
// Installs what is missing, then runs a command of the workshop with the workshop's own Node:
// "check" is scripts/check.ts, "grader" the grader with the arguments as they are, everything else a
// command of the grader; "grade" without a path grades the examples.

import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled, runMain, runToEnd, typedIn } from './bootstrap.mjs'
import { withExamples } from './grade-arguments.mjs'

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

await runMain(async () => {
  const [command = '--help', ...rest] = process.argv.slice(2)
  const node = await ensureInstalled(ROOT)
  if (command === 'check') {
    return runToEnd(node, [path.join(ROOT, 'scripts/check.ts'), ...rest], { cwd: ROOT })
  }
  const cli = path.join(ROOT, 'grader/src/cli.ts')
  if (command === 'grader') return runToEnd(node, [cli, ...rest], { cwd: typedIn(ROOT) })
  const args = command === 'grade' ? withExamples(rest, ROOT) : rest
  if (args !== rest) mkdirSync(path.join(ROOT, 'reports'), { recursive: true })
  // Boxes take a moment to start, and silence looks like a hang.
  const shown = args.map((arg) => arg.replaceAll(`${ROOT}${path.sep}`, ''))
  process.stderr.write(`> grader ${[command, ...shown].join(' ')}\n`)
  return runToEnd(node, [cli, command, ...args], { cwd: typedIn(ROOT) })
})
