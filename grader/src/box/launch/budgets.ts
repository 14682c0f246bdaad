/** What one box may spend, from its start to its end. */
export interface Budgets {
  /** Resident memory of everything in the box, in MiB; half of it is for the JavaScript heap. */
  readonly memoryMb: number
  /** CPU time of everything in the box, in seconds, the start of node included. */
  readonly cpuSeconds: number
  /** Bytes on stdout and stderr together. */
  readonly outputBytes: number
}

/** What a box may spend where nothing else is said. */
export const DEFAULT_BUDGETS: Budgets = { memoryMb: 512, cpuSeconds: 60, outputBytes: 4 << 20 }
