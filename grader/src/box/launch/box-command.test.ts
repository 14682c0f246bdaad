import { describe, expect, test } from 'vitest'
import { boxCommand } from './box-command.ts'
import { DEFAULT_BUDGETS } from './budgets.ts'
import { type IsolationTools, type Machine, tierOf } from './isolation.ts'
import type { TierPlan } from './tier-plan.ts'

const sources = { bundle: '/srv/grader/bundle', slot: '/tmp/slots/1' }

describe('boxCommand', () => {
  test('lets every tool become the next one, limits first and node last', () => {
    const tools = { prlimit: '/bin/prlimit', setpriv: '/bin/setpriv', bwrap: '/bin/bwrap' }
    const command = lineOf(tools, { platform: 'linux', architecture: 'x64', root: true })
    expect(stepsOf(command)).toEqual(['/bin/prlimit', '/bin/setpriv', '/bin/bwrap', '/box/node'])
  })

  test('becomes nobody where the grader is root, and only there', () => {
    const tools = { setpriv: '/bin/setpriv' }
    const as = (root: boolean) =>
      lineOf(tools, { platform: 'linux', architecture: 'x64', root }).join(' ')
    expect(as(true)).toContain('--reuid 65534 --regid 65534 --clear-groups --no-new-privs')
    expect(as(false)).not.toContain('--reuid')
  })

  test('shows a box of bubblewrap nothing but node, its libraries, the bundle and the slot', () => {
    const line = lineOf(
      { bwrap: '/bin/bwrap' },
      { platform: 'linux', architecture: 'x64', root: false },
    )
    const mounts = line.flatMap((word, at) =>
      word.includes('bind') ? [line.slice(at, at + 3).join(' ')] : [],
    )
    expect(mounts).toEqual([
      '--ro-bind /opt/node/bin/node /box/node',
      '--ro-bind /usr/lib/libm-2.36.so /lib/libm.so.6',
      '--ro-bind /srv/grader/bundle /box/bundle',
      '--ro-bind /tmp/slots/1 /box/slot',
    ])
  })

  test('opens the compile cache only where it is mounted read-only', () => {
    const machine: Machine = { platform: 'linux', architecture: 'x64', root: false }
    expect(lineOf({ bwrap: '/bin/bwrap' }, machine)).toContain(
      '--allow-fs-write=/box/bundle/compile-cache/',
    )
    const others = lineOf({ prlimit: '/bin/prlimit' }, machine)
    expect(others.filter((word) => word.startsWith('--allow-fs-write'))).toEqual([])
  })

  test('asks bubblewrap for no filter where there is none', () => {
    const tools = { bwrap: '/bin/bwrap' }
    const machine = { platform: 'linux', architecture: 'riscv64', root: false } as const
    expect(lineOf(tools, machine)).not.toContain('--seccomp')
    expect(
      boxCommand(planOf(tools, machine), { sources, budgets: DEFAULT_BUDGETS }),
    ).not.toHaveProperty('filter')
  })

  test('starts a box on macOS with limits, a clean environment and a profile', () => {
    const tools = { sandboxExec: '/usr/bin/sandbox-exec' }
    const line = lineOf(tools, { platform: 'darwin', architecture: 'arm64', root: false })
    expect(line.slice(0, 2)).toEqual(['/bin/sh', '-c'])
    expect(line[2]).toBe('ulimit -c 0; ulimit -f 0; ulimit -n 256; ulimit -t 61; exec "$@"')
    expect(line.slice(3, 7)).toEqual(['sh', '/usr/bin/env', '-i', 'TZ=Asia/Kolkata'])
    expect(line[line.indexOf('-p') + 1]).toContain('(subpath "/tmp/slots/1")')
    expect(line).toContain('--permission')
  })

  test('starts a box on Windows as node alone, with its own locks', () => {
    const line = lineOf({}, { platform: 'win32', architecture: 'x64', root: false })
    expect(line[0]).toBe('/opt/node/bin/node')
    expect(line).toEqual(expect.arrayContaining(['--permission', '--no-experimental-sqlite']))
  })
})

function planOf(tools: IsolationTools, machine: Machine): TierPlan {
  return {
    tier: tierOf(tools, machine),
    machine,
    tools,
    node: '/opt/node/bin/node',
    libraries: [{ path: '/lib/libm.so.6', source: '/usr/lib/libm-2.36.so' }],
    leakingDescriptors: [],
  }
}

function lineOf(tools: IsolationTools, machine: Machine): string[] {
  const command = boxCommand(planOf(tools, machine), { sources, budgets: DEFAULT_BUDGETS })
  return [command.file, ...command.args]
}

/** The programs in the line: what comes first, and whatever stands after another one's options. */
function stepsOf(line: string[]): string[] {
  const programs = new Set(['/bin/prlimit', '/bin/setpriv', '/bin/bwrap'])
  return line.filter(
    (word, at) => programs.has(word) || (word === '/box/node' && line[at - 1] === '--'),
  )
}
