import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * A command as it runs on one core alone, with all that it starts: the first of those that this
 * process may use. Undefined where there is no `taskset` (util-linux, on Linux).
 */
export function onOneCore(command: readonly string[]): string[] | undefined {
  if (spawnSync('taskset', ['--version']).status !== 0) return undefined
  const [, first] = /^Cpus_allowed_list:\s*(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8'))!
  return ['taskset', '--cpu-list', first!, ...command]
}
