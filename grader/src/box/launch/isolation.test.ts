import { describe, expect, test } from 'vitest'
import { GUARANTEES } from './guarantees.ts'
import { candidates, type IsolationTools, type Machine, tierOf } from './isolation.ts'

const student: Machine = { platform: 'linux', architecture: 'x64', root: false }
const root: Machine = { ...student, root: true }
const mac: Machine = { platform: 'darwin', architecture: 'arm64', root: false }
const windows: Machine = { platform: 'win32', architecture: 'x64', root: false }

const bwrap = '/usr/bin/bwrap'
const prlimit = '/usr/bin/prlimit'
const setpriv = '/usr/bin/setpriv'
const unshare = '/usr/bin/unshare'
const sandboxExec = '/usr/bin/sandbox-exec'

describe('tierOf', () => {
  const cases: { name: string; tools: IsolationTools; machine: Machine; tier: string }[] = [
    {
      name: 'everything, as root',
      tools: { bwrap, prlimit, setpriv },
      machine: root,
      tier: 'full',
    },
    { name: 'bubblewrap and prlimit', tools: { bwrap, prlimit }, machine: student, tier: 'full' },
    { name: 'no setpriv, as root', tools: { bwrap, prlimit }, machine: root, tier: 'partial' },
    { name: 'no prlimit', tools: { bwrap, setpriv }, machine: student, tier: 'partial' },
    {
      name: 'no bubblewrap',
      tools: { unshare, prlimit, setpriv },
      machine: student,
      tier: 'partial',
    },
    { name: 'a Mac', tools: { sandboxExec }, machine: mac, tier: 'partial' },
    { name: 'no tool on Linux', tools: {}, machine: student, tier: 'minimal' },
    { name: 'Windows', tools: {}, machine: windows, tier: 'minimal' },
  ]

  test.each(cases)('calls it $tier with $name', ({ tools, machine, tier }) => {
    expect(tierOf(tools, machine).name).toBe(tier)
  })

  test('lacks nothing in the full tier', () => {
    expect(tierOf({ bwrap, prlimit, setpriv }, root).lacks).toEqual([])
  })

  test('lacks everything but another user on Windows', () => {
    const { user: _, ...rest } = GUARANTEES
    expect(tierOf({}, windows).lacks).toEqual(Object.values(rest))
  })

  test.each([
    ['prlimit', { bwrap, setpriv }, [GUARANTEES.limits, GUARANTEES.allocations]],
    ['setpriv', { bwrap, prlimit }, [GUARANTEES.user]],
    ['bubblewrap', { unshare, prlimit, setpriv }, [GUARANTEES.files, GUARANTEES.syscalls]],
  ])('names what root lacks without %s', (_, tools, lacks) => {
    expect(tierOf(tools, root).lacks).toEqual(lacks)
  })

  test('lacks a filter of system calls where there is no table of them', () => {
    const machine: Machine = { ...root, architecture: 'riscv64' }
    const tier = tierOf({ bwrap, prlimit, setpriv }, machine)
    expect(tier).toEqual({ name: 'partial', lacks: [GUARANTEES.syscalls] })
  })
})

describe('candidates', () => {
  const installed = { bwrap, unshare, prlimit, setpriv }

  test('go from all that is installed to nothing', () => {
    const all = candidates(installed, 'full')
    expect(all[0]).toEqual({ bwrap, prlimit, setpriv })
    expect(all.at(-1)).toEqual({})
  })

  test('try each set of tools once', () => {
    const names = candidates(installed, 'full').map((tools) => Object.keys(tools).sort().join())
    expect(new Set(names).size).toBe(names.length)
  })

  test('leave bubblewrap out below the full tier', () => {
    expect(candidates(installed, 'partial')[0]).toEqual({ unshare, prlimit, setpriv })
    expect(candidates(installed, 'partial').some((tools) => 'bwrap' in tools)).toBe(false)
  })

  test('use no tool in the minimal tier', () => {
    expect(candidates(installed, 'minimal')).toEqual([{}])
  })

  test('are only the bare node where nothing is installed', () => {
    expect(candidates({}, 'full')).toEqual([{}])
  })
})
