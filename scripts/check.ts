import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import path from 'node:path'

// Everything that must be green, in one command: what `npm test` and CI run.

const ROOT = path.resolve(import.meta.dirname, '..')
const BIN = path.join(ROOT, 'node_modules/.bin')

interface Step {
  name: string
  command: string[]
  /** Reads "N passed, N failed" out of what the step printed. */
  count?: (output: string) => { passed: number; failed: number }
}

const STEPS: Step[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'lint', command: [bin('oxlint')] },
  { name: 'format', command: [bin('oxfmt'), '--check'] },
  {
    name: 'tests',
    command: [
      bin('vitest'),
      'run',
      `--maxWorkers=${availableParallelism()}`,
      '--testTimeout=60000',
      '--hookTimeout=60000',
    ],
    count: countTests,
  },
  {
    name: 'verify',
    // One seed for everybody: what is red here is red on every machine, on the first try.
    command: [process.execPath, path.join(ROOT, 'grader/src/cli.ts'), 'verify', '--seed', '1'],
    count: countVerified,
  },
]

let passed = 0
let failed = 0
for (const { name, command, count } of STEPS) {
  process.stdout.write(`\n── ${name}\n`)
  const { code, output } = await run(command)
  const counted = count?.(output) ?? { passed: 0, failed: 0 }
  passed += counted.passed
  failed += counted.failed
  if (code === 0) continue
  process.exitCode = 1
  if (counted.failed === 0) failed++
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)

function bin(name: string): string {
  return path.join(BIN, process.platform === 'win32' ? `${name}.cmd` : name)
}

async function run([file, ...args]: string[]): Promise<{ code: number; output: string }> {
  const env = { ...process.env, PATH: `${BIN}${path.delimiter}${process.env['PATH'] ?? ''}` }
  const child = spawn(file!, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    process.stdout.write(text)
    output = (output + text).slice(-20_000)
  })
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  child.on('error', reject)
  child.on('close', (code) => resolve(code ?? 1))
  return { code: await promise, output }
}

/** vitest's last lines: "Tests  1 failed | 12 passed (13)". */
function countTests(output: string) {
  // oxlint-disable-next-line no-control-regex -- colours are codes of the ESC character
  const plain = output.replaceAll(/\u001B\[[\d;]*m/g, '')
  const line = /^\s*Tests\s.*$/m.exec(plain)?.[0] ?? ''
  const number = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(line)?.[1] ?? 0)
  return { passed: number('passed'), failed: number('failed') }
}

function countVerified(output: string) {
  const counts = /^verify: (\d+) passed, (\d+) failed$/m.exec(output)
  return { passed: Number(counts?.[1] ?? 0), failed: Number(counts?.[2] ?? 0) }
}
