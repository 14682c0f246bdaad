import type { Decision, Input, Policy } from '../decide-retrain.ts'

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
  if (psi(before, after, policy.bins) < policy.psiLimit) return decision('skip', 'no-drift')
  if (now - input.lastTrained < policy.cooldownMs) return decision('defer', 'cooling-down')
  const hasDoubled = current.users >= baseline.users * 2
  return decision('retrain', 'drift', ...(hasDoubled ? ['users-doubled'] : []))
}

function decision(action: Decision['action'], ...reasons: string[]): Decision {
  return { action, reasons }
}

/** The population stability index: how far the values have moved between the baseline's bins. */
function psi(before: readonly number[], after: readonly number[], bins: number): number {
  const edges = edgesOf(before, bins)
  const b = sharesOf(before, edges)
  const c = sharesOf(after, edges)
  return b.reduce((sum, share, bin) => sum + (c[bin]! - share) * Math.log(c[bin]! / share), 0)
}

function edgesOf(values: readonly number[], bins: number): number[] {
  const sorted = values.toSorted((a, b) => a - b)
  const edges = new Set<number>()
  for (let k = 1; k < bins; k++) edges.add(sorted[Math.floor((k * sorted.length) / bins)]!)
  return [...edges]
}

function sharesOf(values: readonly number[], edges: readonly number[]): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0.5)
  for (const value of values) {
    const bin = edges.filter((edge) => edge <= value).length
    counts[bin] = counts[bin]! + 1
  }
  const total = values.length + counts.length * 0.5
  return counts.map((count) => count / total)
}
