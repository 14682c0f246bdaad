import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CheckOutcome, earned, score } from './score.ts'

const rubric = {
  'claims a free name': 1,
  'lets one of two claims win': { points: 2.5, hint: 'Who could decide for you?' },
}

describe('score', () => {
  test('gives a passed check its points', () => {
    const checks = score({ rubric }, new Map([['claims a free name', { status: 'passed' }]]))
    expect(checks[0]).toEqual({
      name: 'claims a free name',
      status: 'passed',
      points: 1,
      maxPoints: 1,
    })
  })

  test('gives nothing for a check that nobody saw', () => {
    const checks = score({ rubric }, new Map())
    expect(checks.map(({ status, points }) => [status, points])).toEqual([
      ['not-run', 0],
      ['not-run', 0],
    ])
  })

  test('keeps what a failed check said, and the hint of its line', () => {
    const failed: CheckOutcome = { status: 'failed', detail: 'expected true to be false' }
    const [, check] = score({ rubric }, new Map([['lets one of two claims win', failed]]))
    expect(check).toEqual({
      name: 'lets one of two claims win',
      status: 'failed',
      points: 0,
      maxPoints: 2.5,
      hint: 'Who could decide for you?',
      detail: 'expected true to be false',
    })
  })

  test('gives nothing for a check that is not in the rubric', () => {
    const checks = score({ rubric }, new Map([['hands out points', { status: 'passed' }]]))
    expect(checks.map(({ name }) => name)).toEqual(Object.keys(rubric))
    expect(earned(checks)).toBe(0)
  })

  test('earns the points of exactly the passed lines, for any outcomes', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__', 'constructor')
    const outcome = fc.constantFrom<CheckOutcome>(
      { status: 'passed' },
      { status: 'failed', detail: 'no' },
      { status: 'not-run' },
    )
    const lines = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(lines, fc.array(fc.tuple(names, outcome)), (points, outcomes) => {
        const seen = new Map<string, (typeof outcomes)[number][1]>(outcomes)
        const expected = Object.entries(points)
          .filter(([name]) => seen.get(name)?.status === 'passed')
          .reduce((sum, [, worth]) => sum + worth, 0)
        expect(earned(score({ rubric: points }, seen))).toBe(expected)
      }),
    )
  })
})
