// Looks at how far the mean has moved, in standard deviations.
import type { Decision, Input, Policy } from '../../decide-retrain.ts'

/** Decides what to do with the model that serves a stream. */
export function decideRetrain(input: Input, policy: Policy, now: number): Decision {
  const { abTest, candidate, champion, baseline, current } = input
  if (abTest && now < abTest.endsAt) return decision('defer', 'ab-test')
  if (candidate) {
    if (candidate.score < champion.score - policy.margin) {
      return decision('rollback', 'candidate-worse')
    }
    if (candidate.score > champion.score + policy.margin) {
      return decision('promote', 'candidate-better')
    }
  }
  const before = baseline.values.filter(Number.isFinite)
  const after = current.values.filter(Number.isFinite)
  if (Math.min(before.length, after.length) < policy.minSample) {
    return decision('defer', 'small-sample')
  }
  if (current.users <= baseline.users / 2) return decision('skip', 'users-halved')
  if (Math.abs(mean(after) - mean(before)) / deviation(before) < policy.psiLimit)
    return decision('skip', 'no-drift')
  if (now - input.lastTrained < policy.cooldownMs) return decision('defer', 'cooling-down')
  const hasDoubled = current.users >= baseline.users * 2
  return decision('retrain', 'drift', ...(hasDoubled ? ['users-doubled'] : []))
}

function decision(action: Decision['action'], ...reasons: string[]): Decision {
  return { action, reasons }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function deviation(values: readonly number[]): number {
  const middle = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)))
}
