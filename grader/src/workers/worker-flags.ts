/**
 * Has V8 weigh bytes beside the heap against the same limit as the heap. Without it, they are collected
 * whenever 64 MB of them came and went: a sixth of the CPU of sections 3.6 and 3.7.
 */
export const WEIGH_ALL_BYTES = '--external-memory-accounted-in-global-limit'

/**
 * V8 lets a heap grow that nobody bounds: with the first two, a worker holds half as much memory and
 * is as quick. Measured: 192 MB instead of 345 MB after eight submissions of section 3.9, and 807 MB
 * instead of 1,526 MB at the worst moment of the zoo.
 *
 * Marking stays incremental here, though a box is quicker without: what a flood left behind is then
 * collected late, and the zoo's worst moment takes 1,400 MB.
 */
export const WORKER_FLAGS = [
  '--max-semi-space-size=4',
  '--max-old-space-size=1024',
  WEIGH_ALL_BYTES,
]
