import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import type { Socket } from 'node:net'
import { devNull } from 'node:os'
import { type BoxCommand, FILTER_DESCRIPTOR } from './box-command.ts'
import type { TierPlan } from './tier-plan.ts'

/** A process with the box's descriptors: no stdin, captured output, two channels. */
export interface SpawnedBox extends Omit<ChildProcess, 'stdout' | 'stderr' | 'stdio'> {
  readonly stdout: Socket
  readonly stderr: Socket
  readonly stdio: readonly (Socket | null | undefined)[]
}

/**
 * Starts the command in a session of its own. It inherits descriptors 0 to 4 and the filter's, and
 * those that would leak are covered with the null device.
 */
export function spawnBox(plan: TierPlan, command: BoxCommand): SpawnedBox {
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', 'pipe', 'pipe']
  if (command.filter) stdio[FILTER_DESCRIPTOR] = 'pipe'
  const covers = plan.leakingDescriptors.filter((descriptor) => !stdio[descriptor])
  const cover = covers.length > 0 ? openSync(devNull, 'r') : undefined
  for (const descriptor of covers) stdio[descriptor] = cover
  try {
    const windows = plan.machine.platform === 'win32'
    const child = spawn(command.file, command.args, {
      stdio: Array.from(stdio, (entry) => entry ?? 'ignore'),
      env: command.environment,
      cwd: windows ? command.inside.bundle : '/',
      detached: !windows,
      windowsHide: true,
    }) as unknown as SpawnedBox
    sendFilter(child, command.filter)
    return child
  } finally {
    if (cover !== undefined) closeSync(cover)
  }
}

function sendFilter(child: SpawnedBox, filter: Buffer | undefined): void {
  const pipe = child.stdio[FILTER_DESCRIPTOR]
  if (filter === undefined || !pipe) return
  // A bubblewrap that could not start closes the pipe; its exit tells the story.
  pipe.on('error', () => {})
  pipe.resume().end(filter)
}
