import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type Budgets, DEFAULT_BUDGETS } from './budgets.ts'
import { familyOf, isAlive } from './processes.ts'
import { RunningBox } from './running-box.ts'
import type { SpawnedBox } from './spawn-box.ts'

if (process.platform === 'linux') {
  describe('RunningBox', () => {
    test('tells how the process ended by itself', async () => {
      const box = start('echo graded; echo warned >&2; exit 3')
      expect(await box.ended).toEqual({ code: 3, signal: null })
      expect(box.output).toMatchObject({ stdout: 'graded\n', stderr: 'warned\n', bytes: 14 })
      expect(box.output.overflowed).toBe(false)
      await box.kill()
    })

    test('kills children in other sessions along with the process', async () => {
      const box = start('setsid sleep 600 & (setsid sh -c "sleep 600 & sleep 600") & wait')
      await expect.poll(() => familyOf(box.pid, 'linux').length).toBeGreaterThanOrEqual(4)
      const family = familyOf(box.pid, 'linux')
      await box.kill()
      expect(family.filter((member) => isAlive(member, 'linux'))).toEqual([])
    })

    test('kills what a process left running in its group when it ended', async () => {
      const box = start('sleep 600 & echo $!; exit 0')
      const [pid] = (await once(box.channel, 'data')) as [Buffer]
      const left = familyOf(Number(String(pid)), 'linux')
      await box.ended
      expect(left.filter((member) => isAlive(member, 'linux'))).toEqual([])
      await box.kill()
    })

    test('does not wait for ever on output that a process out of reach keeps open', async () => {
      const box = start('(setsid sleep 600 & builtin echo $!) ; exit 0')
      await box.ended
      const pid = Number(box.output.stdout)
      const reached = process.kill(pid, 'SIGKILL')
      expect(reached).toBe(true)
    })

    test('keeps the beginning of the output and counts the rest', async () => {
      const box = start('head -c 200000 /dev/zero | tr "\\0" a')
      await box.ended
      expect(box.output.stdout).toBe('a'.repeat(65_536))
      expect(box.output).toMatchObject({ bytes: 200_000, overflowed: true })
      expect(box.breach).toBeUndefined()
    })

    test('does not cut a character in two', async () => {
      const box = start('printf "\\303"; sleep 0.05; printf "\\251"')
      await box.ended
      expect(box.output.stdout).toBe('é')
    })

    test('names the CPU budget when the kernel enforced it', async () => {
      const box = start('kill -XCPU $$')
      await box.ended
      expect(box.breach).toMatchObject({ budget: 'cpu' })
    })

    test('names the CPU budget when a guardian reports that the kernel enforced it', async () => {
      const box = start('exit 152', {}, { guarded: true })
      expect(await box.ended).toEqual({ code: null, signal: 'SIGXCPU' })
      expect(box.breach).toMatchObject({ budget: 'cpu' })
    })

    test('adds the CPU time of the whole family up', async () => {
      const spin = 'while :; do :; done'
      const box = start(`(${spin}) & (${spin}) & wait`, { cpuSeconds: 0.4 })
      await box.ended
      expect(box.breach).toEqual({ budget: 'cpu', message: 'Used more than 0.4 s of CPU time' })
    })

    test('reports a breach once, before the end', async () => {
      const box = start('yes', { outputBytes: 1000 })
      const told: string[] = []
      box.onBreach = (budget, message) => told.push(`${budget}: ${message}`)
      await box.ended
      expect(told).toEqual(['output: Wrote more than 1000 bytes to stdout and stderr'])
    })

    test('lets a guardian end by itself once its family is killed', async () => {
      const box = start('sleep 600; builtin echo collected', {}, { guarded: true })
      await expect.poll(() => familyOf(box.pid, 'linux').length).toBe(2)
      await box.kill()
      expect(box.output.stdout).toBe('collected\n')
      expect(await box.ended).toEqual({ code: null, signal: 'SIGKILL' })
    })

    test('kills a guardian that does not end by itself', async () => {
      const box = start('sleep 600 & while :; do sleep 600; done', {}, { guarded: true })
      await expect.poll(() => familyOf(box.pid, 'linux').length).toBe(3)
      await box.kill()
      expect(await box.ended).toEqual({ code: null, signal: 'SIGKILL' })
    })

    test('closes both channels when it is killed', async () => {
      const box = start('sleep 600')
      await box.kill()
      expect([box.channel.destroyed, box.syncChannel.destroyed]).toEqual([true, true])
    })
  })
}

/** A shell in a box's place: what it prints goes to stdout and, from `echo`, to the channel too. */
function start(
  script: string,
  budgets: Partial<Budgets> = {},
  { guarded } = { guarded: false },
): RunningBox {
  const pipes = Array.from({ length: 4 }, () => 'pipe' as const)
  const child = spawn('bash', ['-c', `${ECHO}\n${script}`], {
    stdio: ['ignore', ...pipes],
    detached: true,
  })
  return new RunningBox(child as unknown as SpawnedBox & { pid: number }, {
    inside: { bundle: '', slot: '' },
    budgets: { ...DEFAULT_BUDGETS, ...budgets },
    platform: 'linux',
    guarded,
  })
}

const ECHO = 'echo() { builtin echo "$@"; builtin echo "$@" >&3; }'
