import type { Budgets } from './budgets.ts'

/**
 * Arguments of prlimit(1) before the command it starts. The CPU limit stands a second above the
 * budget: the watchdog, which can name the budget, comes first, and this holds where it is late.
 */
export function prlimitArguments(budgets: Budgets): string[] {
  return [
    '--core=0',
    '--fsize=0',
    `--nofile=${OPEN_FILES}`,
    `--cpu=${budgets.cpuSeconds + 1}:${budgets.cpuSeconds + 2}`,
    `--data=${(budgets.memoryMb + IDLE_NODE_DATA_MB) * 2 ** 20}`,
  ]
}

/** A command line for a POSIX shell that sets what macOS can limit and then becomes its arguments. */
export function ulimitScript(budgets: Budgets): string {
  const limits = ['-c 0', '-f 0', `-n ${OPEN_FILES}`, `-t ${budgets.cpuSeconds + 1}`]
  return `${limits.map((limit) => `ulimit ${limit}; `).join('')}exec "$@"`
}

const OPEN_FILES = 256

/** RLIMIT_DATA counts what V8 reserves before it is used: 562 MiB in an idle Node 24.21 on x64. */
const IDLE_NODE_DATA_MB = 640
