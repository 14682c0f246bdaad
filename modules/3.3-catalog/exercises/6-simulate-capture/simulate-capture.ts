/** Times are in whole seconds. */
export interface Arrival {
  at: number
  /** The partition of the file. */
  day: number
}

export type Mechanism =
  | { kind: 'crawler'; every: number; takes: number; callsPerRun: number }
  | {
      kind: 'events'
      /** `file` is a position in the arrivals. */
      deliveries: { file: number; at: number }[]
      reconcileEvery?: number
    }
  | { kind: 'projection'; from: number; to: number; queries: number }

export interface Outcome {
  /** Percentiles in seconds; null where nothing was captured. */
  staleP50: number | null
  staleP95: number | null
  apiCalls: number
  /** Partitions with files that no query sees. */
  missed: number
}

/** Measures how well a mechanism keeps a catalog up to date. */
export function simulateCapture(arrivals: Arrival[], mechanism: Mechanism, until: number): Outcome {
  throw new Error('Not written yet')
}
