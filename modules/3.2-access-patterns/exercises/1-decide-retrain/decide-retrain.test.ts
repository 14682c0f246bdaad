import { candidate, expect, test } from '@workshop/testkit'

const { decideRetrain } = candidate(() => import('./decide-retrain.ts'))

const policy = { minSample: 100, bins: 4, psiLimit: 0.2, margin: 0.01, cooldownMs: 86_400_000 }
const now = Date.UTC(2026, 2, 2)
const upTo = (limit: number) => Array.from({ length: 200 }, (_, n) => n % limit)
const input = {
  baseline: { users: 500, values: upTo(100) },
  current: { users: 510, values: upTo(100) },
  lastTrained: Date.UTC(2026, 0, 1),
  champion: { score: 0.8 },
}

test('leaves a model alone that still fits', async () => {
  expect(await decideRetrain(input, policy, now)).toEqual({
    action: 'skip',
    reasons: ['no-drift'],
  })
})

test('trains again where the stream has moved', async () => {
  const moved = { ...input, current: { users: 510, values: upTo(40) } }
  expect(await decideRetrain(moved, policy, now)).toEqual({
    action: 'retrain',
    reasons: ['drift'],
  })
})

test('takes a better candidate', async () => {
  const better = { ...input, candidate: { score: 0.9 } }
  expect(await decideRetrain(better, policy, now)).toEqual({
    action: 'promote',
    reasons: ['candidate-better'],
  })
})
