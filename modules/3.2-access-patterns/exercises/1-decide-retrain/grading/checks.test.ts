import { readFileSync } from 'node:fs'
import { candidate, checksFor, expect, fc } from '@workshop/testkit'
import type { Input } from '../decide-retrain.ts'
import exercise from './exercise.ts'

const check = checksFor(exercise)
const { decideRetrain } = candidate(() => import('../decide-retrain.ts'))

const DAY = 86_400_000
const NOW = Date.UTC(2026, 2, 2, 3)
const POLICY = { minSample: 60, bins: 10, psiLimit: 0.2, margin: 0.02, cooldownMs: 7 * DAY }
const file = new URL('../../../data/warmest.json', import.meta.url)
const warmest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number[]>
const SEATTLE = warmest['Seattle 2012']!
const NEXT_YEAR = warmest['Seattle 2013']!
const NEW_YORK = warmest['New York 2012']!

/** A model of last year's Seattle that sees `values` now. */
function input(values: number[], more: Partial<Input> & { users?: number } = {}): Input {
  const { users = 4_000, ...rest } = more
  return {
    baseline: { users: 4_000, values: SEATTLE },
    current: { users, values },
    lastTrained: NOW - 60 * DAY,
    champion: { score: 0.7 },
    ...rest,
  }
}

function decide(of: Input, policy: Partial<typeof POLICY> = {}) {
  return decideRetrain(of, { ...POLICY, ...policy }, NOW)
}

check('trains again where the distribution has moved, and only there', async () => {
  expect(await decide(input(NEW_YORK))).toEqual({ action: 'retrain', reasons: ['drift'] })
  expect(await decide(input(NEXT_YEAR))).toEqual({ action: 'skip', reasons: ['no-drift'] })
  // Equal samples have a PSI of 0, which is at least 0.
  expect(await decide(input(SEATTLE), { psiLimit: 0 })).toMatchObject({ action: 'retrain' })
})

check('sees a distribution that moved around the same mean', async () => {
  const mean = SEATTLE.reduce((sum, value) => sum + value, 0) / SEATTLE.length
  const flat = SEATTLE.map((value) => mean + (value - mean) / 4)
  expect(await decide(input(flat))).toMatchObject({ action: 'retrain' })
})

check('stays finite where a bin is empty', async () => {
  const missing = SEATTLE.filter((value) => value > 6)
  expect(await decide(input(missing), { psiLimit: 1.5 })).toMatchObject({ action: 'skip' })
  const twin = input(Array.from({ length: 400 }, () => 12))
  expect(await decide(twin, { psiLimit: 20 })).toMatchObject({ action: 'skip' })
})

check('takes the bins from the baseline', async () => {
  const squeezed = Array.from({ length: 100 }, (_, n) => (n < 90 ? n / 1000 : 50 + n))
  const even = Array.from({ length: 100 }, (_, n) => n / 2)
  const of = { ...input(squeezed), baseline: { users: 4_000, values: even } }
  const expected = psi(even, squeezed, 5)
  const at = async (psiLimit: number) => (await decide(of, { bins: 5, psiLimit })).action
  expect(await at(expected - 1e-6)).toBe('retrain')
  expect(await at(expected + 1e-6)).toBe('skip')
})

check('counts equal edges once', async () => {
  const ties = Array.from({ length: 200 }, (_, n) => (n < 150 ? 0 : n - 149))
  const moved = Array.from({ length: 200 }, (_, n) => (n < 110 ? 0 : n - 109))
  const of = { ...input(moved), baseline: { users: 4_000, values: ties } }
  const expected = psi(ties, moved, 10)
  const at = async (psiLimit: number) => (await decide(of, { psiLimit })).action
  expect(await at(expected - 1e-6)).toBe('retrain')
  expect(await at(expected + 1e-6)).toBe('skip')
})

check('leaves out what is no number', async () => {
  const broken = [...NEXT_YEAR, ...Array.from({ length: 300 }, () => NaN), Infinity, -Infinity]
  expect(await decide(input(broken))).toEqual({ action: 'skip', reasons: ['no-drift'] })
  const gaps = Array.from({ length: 300 }, () => NaN)
  const past = { users: 4_000, values: [...SEATTLE, ...gaps] }
  const skipped = { action: 'skip', reasons: ['no-drift'] }
  expect(await decide({ ...input(NEXT_YEAR), baseline: past })).toEqual(skipped)
  const few = [...NEW_YORK.slice(0, 59), ...Array.from({ length: 300 }, () => NaN)]
  expect(await decide(input(few))).toEqual({ action: 'defer', reasons: ['small-sample'] })
})

check('waits for a sample that is large enough', async () => {
  const of = (count: number) => input(NEW_YORK.slice(0, count))
  expect(await decide(of(59))).toEqual({ action: 'defer', reasons: ['small-sample'] })
  expect(await decide(of(60))).toMatchObject({ action: 'retrain' })
  const small = { ...input(NEW_YORK), baseline: { users: 1, values: SEATTLE.slice(0, 59) } }
  expect(await decide(small)).toEqual({ action: 'defer', reasons: ['small-sample'] })
})

check('does not learn from a stream that lost half of its users', async () => {
  const halved = { action: 'skip', reasons: ['users-halved'] }
  expect(await decide(input(NEW_YORK, { users: 2_000 }))).toEqual(halved)
  expect(await decide(input(NEW_YORK, { users: 2_001 }))).toMatchObject({ action: 'retrain' })
})

check('does not train only because there are twice as many users', async () => {
  expect(await decide(input(NEXT_YEAR, { users: 9_000 }))).toMatchObject({ action: 'skip' })
  const reasons = ['drift', 'users-doubled']
  expect(await decide(input(NEW_YORK, { users: 8_000 }))).toEqual({ action: 'retrain', reasons })
  expect((await decide(input(NEW_YORK, { users: 7_999 }))).reasons).toEqual(['drift'])
})

check('keeps its hands off while an A/B test runs', async () => {
  const candidateLeads = { candidate: { score: 0.9 } }
  const during = input(NEW_YORK, { abTest: { endsAt: NOW + 1 }, ...candidateLeads })
  expect(await decide(during)).toEqual({ action: 'defer', reasons: ['ab-test'] })
  const after = input(NEW_YORK, { abTest: { endsAt: NOW }, ...candidateLeads })
  expect(await decide(after)).toMatchObject({ action: 'promote' })
})

check('promotes and rolls back only beyond the margin', async () => {
  const of = (score: number) => decide(input(NEXT_YEAR, { candidate: { score } }))
  expect(await of(0.75)).toEqual({ action: 'promote', reasons: ['candidate-better'] })
  expect(await of(0.65)).toEqual({ action: 'rollback', reasons: ['candidate-worse'] })
  for (const score of [0.69, 0.7, 0.71, NaN]) {
    expect(await of(score)).toEqual({ action: 'skip', reasons: ['no-drift'] })
  }
  for (const score of [0.25, 0.75]) {
    const even = input(NEXT_YEAR, { champion: { score: 0.5 }, candidate: { score } })
    expect(await decide(even, { margin: 0.25 })).toMatchObject({ action: 'skip' })
  }
})

check('lets a new model cool down', async () => {
  const trained = (lastTrained: number) => decide(input(NEW_YORK, { lastTrained }))
  expect(await trained(NOW - 7 * DAY + 1)).toEqual({ action: 'defer', reasons: ['cooling-down'] })
  expect(await trained(NOW - 7 * DAY)).toMatchObject({ action: 'retrain' })
})

check('agrees with the definition for any values', async ({ holdsFor }) => {
  const values = fc.array(fc.integer({ min: -5, max: 10 }), { minLength: 20, maxLength: 60 })
  await holdsFor(
    fc.tuple(values, values, fc.integer({ min: 2, max: 12 })),
    async ([before, after, bins]) => {
      const expected = psi(before, after, bins)
      const of = { ...input(after), baseline: { users: 4_000, values: before } }
      const psiLimit = expected + 1e-9
      const policy = { bins, minSample: 20 }
      expect((await decide(of, { ...policy, psiLimit })).action).toBe('skip')
      const below = { ...policy, psiLimit: expected - 1e-9 }
      expect((await decide(of, below)).action).toBe('retrain')
    },
    { runs: 25 },
  )
})

/** The definition, as the README has it. */
function psi(before: number[], after: number[], bins: number): number {
  const sorted = before.toSorted((a, b) => a - b)
  const indexes = Array.from({ length: bins - 1 }, (_, k) => ((k + 1) * sorted.length) / bins)
  const edges = [...new Set(indexes.map((index) => sorted[Math.floor(index)]!))]
  const share = (values: number[], bin: number) => {
    const count = values.filter((v) => edges.filter((edge) => edge <= v).length === bin).length
    return (count + 0.5) / (values.length + (edges.length + 1) / 2)
  }
  let sum = 0
  for (let bin = 0; bin <= edges.length; bin++) {
    const [b, c] = [share(before, bin), share(after, bin)]
    sum += (c - b) * Math.log(c / b)
  }
  return sum
}
