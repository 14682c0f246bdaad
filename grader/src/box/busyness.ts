import { availableParallelism, loadavg } from 'node:os'

/** More than this is no longer a busy machine but a broken one. */
const MOST = 4

/**
 * How many times longer work takes on this machine now than on an idle one, 1 at least. Budgets of
 * real time stretch by it: nobody loses points to what else a machine has to do.
 */
export function busyness(load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return Math.min(MOST, Math.max(1, load / cores))
}
