export interface Sample {
  users: number
  /** May hold NaN and infinities. */
  values: number[]
}

export interface Evaluation {
  /** Higher is better. */
  score: number
}

export interface Input {
  /** What the champion was trained on. */
  baseline: Sample
  current: Sample
  /** Times are in milliseconds since 1970. */
  lastTrained: number
  abTest?: { endsAt: number }
  candidate?: Evaluation
  champion: Evaluation
}

export interface Policy {
  minSample: number
  bins: number
  psiLimit: number
  margin: number
  cooldownMs: number
}

export interface Decision {
  action: 'skip' | 'defer' | 'retrain' | 'promote' | 'rollback'
  reasons: string[]
}

/** Decides what to do with the model that serves a stream. */
export function decideRetrain(input: Input, policy: Policy, now: number): Decision {
  throw new Error('Not written yet')
}
