import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Tier } from '../../result.ts'
import { detectTier } from './detect-tier.ts'
import { guaranteesOf } from './isolation.ts'
import { isAlive, type ProcessSample } from './processes.ts'

const SECRET = 'the names of all students'

const IMPORTS = `import fs from 'node:fs'\nimport net from 'node:net'`

const READS_DESCRIPTORS = `
  const found = []
  for (let descriptor = 5; descriptor < 1024; descriptor++) {
    try {
      const bytes = Buffer.alloc(100)
      found.push(bytes.toString('utf8', 0, fs.readSync(descriptor, bytes, 0, 100, 0)))
    } catch {}
  }
  fs.writeSync(3, JSON.stringify(found.join('')))`

const IS_BUSY = `fs.writeSync(3, '"busy"'); for (;;);`

const NOTICES_THE_END = `
  const channel = new net.Socket({ fd: 3 })
  channel.on('end', () => process.exit()).resume().write('"waiting"')`

let directory: string
let grader: ChildProcess | undefined

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'grader-process-'))
  chmodSync(directory, 0o755)
  mkdirSync(join(directory, 'bundle'))
  mkdirSync(join(directory, 'slot'))
})

afterEach(() => {
  grader?.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

for (const tier of ['full', 'partial', 'minimal'] as const) {
  const plan = await detectTier(tier)
  if (process.platform !== 'linux' || plan.tier.name !== tier) continue
  const guarantees = guaranteesOf(plan.tools, plan.machine)

  describe(`a grader with boxes of the ${tier} tier`, () => {
    test('does not pass on a file that was left open when it was started', async () => {
      const secretFile = join(directory, 'roster.csv')
      writeFileSync(secretFile, SECRET)
      const open = openSync(secretFile, 'r')
      const { answer } = await startGrader(tier, READS_DESCRIPTORS, { leaving: open })
      closeSync(open)
      expect(answer).not.toContain(SECRET)
    })

    test('leaves no waiting box behind when it is killed', async () => {
      const { family } = await startGrader(tier, NOTICES_THE_END)
      grader?.kill('SIGKILL')
      await expectGone(family)
    })

    if (guarantees.has('orphans')) {
      test('leaves no busy box behind when it is killed', async () => {
        const { family } = await startGrader(tier, IS_BUSY)
        grader?.kill('SIGKILL')
        await expectGone(family)
      })
    }
  })
}

if (process.platform === 'linux') {
  test('a plain child process does inherit a file that was left open', async () => {
    const secretFile = join(directory, 'roster.csv')
    writeFileSync(secretFile, SECRET)
    const open = openSync(secretFile, 'r')
    const inner = join(directory, 'inner.mjs')
    writeFileSync(inner, `${IMPORTS}\n${READS_DESCRIPTORS.replace('(3,', '(1,')}`)
    const code = `require('child_process').spawn(process.execPath, [${JSON.stringify(inner)}], { stdio: ['ignore', 1, 2] })`
    grader = spawn(process.execPath, ['-e', code], {
      stdio: leave(open),
      detached: true,
    })
    const [answer] = (await once(grader.stdout ?? grader, 'data')) as [Buffer]
    process.kill(-(grader.pid ?? 0), 'SIGKILL')
    closeSync(open)
    expect(String(answer)).toContain(SECRET)
  })
}

async function startGrader(
  tier: Tier['name'],
  code: string,
  options: { leaving?: number } = {},
): Promise<{ answer: unknown; family: ProcessSample[] }> {
  writeFileSync(join(directory, 'bundle', 'box.mjs'), `${IMPORTS}\n${code}`)
  const script = join(import.meta.dirname, 'hostile', 'grader-process.ts')
  const folders = [join(directory, 'bundle'), join(directory, 'slot')]
  grader = spawn(process.execPath, [script, tier, ...folders], { stdio: leave(options.leaving) })
  const [line] = (await once(grader.stdout ?? grader, 'data')) as [Buffer]
  return JSON.parse(String(line))
}

/** Leaves the descriptor open as number 40, above those that Node closes by itself. */
function leave(descriptor: number | undefined): ('ignore' | 'pipe' | 'inherit' | number)[] {
  const standard = ['ignore', 'pipe', 'inherit'] as const
  if (descriptor === undefined) return [...standard]
  return [...standard, ...Array.from({ length: 37 }, () => 'ignore' as const), descriptor]
}

async function expectGone(family: ProcessSample[]): Promise<void> {
  expect(family).not.toEqual([])
  const living = () => family.filter((member) => isAlive(member, process.platform))
  while (living().length > 0) await delay(5)
  expect(living()).toEqual([])
}
