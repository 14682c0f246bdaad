import type { Decision, Input, Policy } from '../../decide-retrain.ts'

type Rule = (state: State) => Decision | undefined

interface State extends Input {
  policy: Policy
  now: number
  before: Float64Array
  after: Float64Array
}

const RULES: Rule[] = [
  ({ abTest, now }) =>
    (abTest?.endsAt ?? -Infinity) > now ? { action: 'defer', reasons: ['ab-test'] } : undefined,
  ({ candidate, champion, policy }) =>
    candidate && candidate.score + policy.margin < champion.score
      ? { action: 'rollback', reasons: ['candidate-worse'] }
      : undefined,
  ({ candidate, champion, policy }) =>
    candidate && candidate.score - policy.margin > champion.score
      ? { action: 'promote', reasons: ['candidate-better'] }
      : undefined,
  ({ before, after, policy }) =>
    before.length < policy.minSample || after.length < policy.minSample
      ? { action: 'defer', reasons: ['small-sample'] }
      : undefined,
  ({ baseline, current }) =>
    current.users * 2 <= baseline.users ? { action: 'skip', reasons: ['users-halved'] } : undefined,
  (state) =>
    stability(state) < state.policy.psiLimit
      ? { action: 'skip', reasons: ['no-drift'] }
      : undefined,
  ({ now, lastTrained, policy }) =>
    now < lastTrained + policy.cooldownMs
      ? { action: 'defer', reasons: ['cooling-down'] }
      : undefined,
  ({ baseline, current }) => {
    const reasons = current.users / 2 >= baseline.users ? ['drift', 'users-doubled'] : ['drift']
    return { action: 'retrain', reasons }
  },
]

/** Asks every rule in turn. */
export function decideRetrain(input: Input, policy: Policy, now: number): Decision {
  const numbers = (values: number[]) =>
    Float64Array.from(values.filter((value) => Math.abs(value) < Infinity)).sort()
  const before = numbers(input.baseline.values)
  const after = numbers(input.current.values)
  const state = { ...input, policy, now, before, after }
  for (const rule of RULES) {
    const found = rule(state)
    if (found) return found
  }
  throw new RangeError('The last rule always applies')
}

/** Both samples are sorted, so each edge is found in them by bisection. */
function stability({ before, after, policy: { bins } }: State): number {
  const edges: number[] = []
  for (let k = 1; k < bins; k++) {
    const edge = before[Math.floor((k * before.length) / bins)]!
    if (edge !== edges.at(-1)) edges.push(edge)
  }
  let sum = 0
  const size = edges.length + 1
  for (let bin = 0; bin < size; bin++) {
    const share = (values: Float64Array) => {
      const low = bin === 0 ? 0 : below(values, edges[bin - 1]!)
      const high = bin === size - 1 ? values.length : below(values, edges[bin]!)
      return (high - low + 0.5) / (values.length + size / 2)
    }
    const [b, c] = [share(before), share(after)]
    sum += (c - b) * (Math.log(c) - Math.log(b))
  }
  return sum
}

function below(sorted: Float64Array, edge: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < edge) low = middle + 1
    else high = middle
  }
  return low
}
