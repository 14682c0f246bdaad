import { defineExercise } from '@workshop/exercise'
import { describe, expect, test } from 'vitest'
import type { LoadedExercise } from '../course.ts'
import type { CandidateRun } from '../engine/grade-candidate.ts'
import { makeCandidate } from '../intake/candidate.ts'
import type { CheckOutcome } from '../score.ts'
import type { OwnCandidate } from './candidates.ts'
import { judgeChecks, judgeVisibleTests } from './judge.ts'

const dir = 'modules/3.6-s3/exercises/4-claim-username'
const exercise: LoadedExercise = {
  id: '3.6.4',
  section: '3.6',
  title: 'Claim a username',
  dir,
  folder: `/course/${dir}`,
  file: 'claim-username.ts',
  maxPoints: 3,
  packages: ['@aws-sdk/client-s3'],
  exercise: defineExercise({
    file: 'claim-username.ts',
    rubric: { 'claims a free name': 1, 'lets one of two win': 2 },
    hints: ['Who decides?', 'S3 can.', 'IfNoneMatch'],
    mutants: {
      'looks-then-writes': ['lets one of two win'],
      'never-claims': {
        fails: ['claims a free name', 'lets one of two win'],
        visibleTests: 'fail',
      },
    },
  }),
}

describe('judgeChecks', () => {
  test.each([
    ['a stub that earns nothing', 'stub', 'claim-username', ''],
    ['a solution that earns everything', 'solution', 'solution', 'ab'],
    ['an alternative that earns everything', 'alternative', 'put-object', 'ab'],
    ['a mutant that fails exactly what is listed', 'mutant', 'looks-then-writes', 'a'],
  ] as const)('says nothing against %s', (_, kind, name, passes) => {
    expect(judgeChecks(own(kind, name), { run: ran(passes), exercise })).toEqual([])
  })

  test.each([
    [
      'a stub that earns points',
      'stub',
      'claim-username',
      'a',
      /earns points for "claims a free name"/,
    ],
    ['a solution that fails', 'solution', 'solution', 'a', /^fails "lets one of two win"/],
    ['an alternative that fails', 'alternative', 'put-object', 'b', /^fails "claims a free name"/],
    [
      'a mutant that survives',
      'mutant',
      'looks-then-writes',
      'ab',
      /^survives "lets one of two win"/,
    ],
    ['a mutant that fails more', 'mutant', 'looks-then-writes', '', /^fails "claims a free name"/],
  ] as const)('names file and mend of %s', (_, kind, name, passes, what) => {
    const candidate = own(kind, name)
    const [problem, ...others] = judgeChecks(candidate, { run: ran(passes), exercise })
    expect(others).toEqual([])
    expect(problem!.file).toBe(candidate.file)
    expect(problem!.what).toMatch(what)
    expect(problem!.fix).toContain(`${dir}/grading/`)
  })

  test('counts a check that was given up as failed', () => {
    const run: CandidateRun = {
      status: 'completed',
      outcomes: new Map([['claims a free name', { status: 'passed' }]]),
    }
    expect(judgeChecks(own('mutant', 'looks-then-writes'), { run, exercise })).toEqual([])
    expect(judgeChecks(own('solution', 'solution'), { run, exercise })).toHaveLength(1)
  })

  test.each(['stub', 'solution', 'mutant'] as const)('wants a %s to load', (kind) => {
    const run: CandidateRun = {
      status: 'broken',
      outcomes: new Map(),
      message: 'The file does not load: Unexpected token (3:1)',
    }
    const [problem] = judgeChecks(own(kind, 'never-claims'), { run, exercise })
    expect(problem!.what).toBe('is broken: The file does not load: Unexpected token (3:1)')
  })

  test('shows what the checks said', () => {
    const [problem] = judgeChecks(own('solution', 'solution'), { run: ran('a'), exercise })
    expect(problem!.details).toEqual(['lets one of two win: expected true to be false'])
  })
})

describe('judgeVisibleTests', () => {
  const names = ['claims a free name', 'lets one of two win']

  test.each([
    ['solution', 'solution', 'ab'],
    ['alternative', 'put-object', 'ab'],
    ['mutant', 'looks-then-writes', 'ab'],
    ['mutant', 'never-claims', 'a'],
    ['stub', 'claim-username', ''],
    ['stub', 'claim-username', 'a'],
  ] as const)('says nothing against the %s %s that passes "%s"', (kind, name, passes) => {
    const judged = judgeVisibleTests(own(kind, name), { run: ran(passes), exercise, names })
    expect(judged).toEqual([])
  })

  test.each([
    ['solution', 'solution', 'a', /^fails the visible tests/],
    ['mutant', 'looks-then-writes', 'a', /^fails the visible tests/],
    ['mutant', 'never-claims', 'ab', /^passes the visible tests/],
    ['stub', 'claim-username', 'ab', /^passes the visible tests/],
  ] as const)('names file and mend of the %s %s that passes "%s"', (kind, name, passes, what) => {
    const candidate = own(kind, name)
    const [problem] = judgeVisibleTests(candidate, { run: ran(passes), exercise, names })
    expect(problem!.file).toBe(candidate.file)
    expect(problem!.what).toMatch(what)
    expect(problem!.fix).toContain(dir)
  })
})

function own(kind: OwnCandidate['kind'], name: string): OwnCandidate {
  const folder = {
    stub: '',
    solution: '/grading',
    alternative: '/grading/alternatives',
    mutant: '/grading/mutants',
  }
  const candidate = makeCandidate('claim-username.ts', '')
  return { kind, name, file: `${dir}${folder[kind]}/${name}.ts`, candidate }
}

/** A run in which the first check passed if `passes` has an "a", and the second if it has a "b". */
function ran(passes: string): CandidateRun {
  const failed: CheckOutcome = { status: 'failed', detail: 'expected true to be false' }
  const outcome = (letter: string): CheckOutcome =>
    passes.includes(letter) ? { status: 'passed' } : failed
  return {
    status: 'completed',
    outcomes: new Map([
      ['claims a free name', outcome('a')],
      ['lets one of two win', outcome('b')],
    ]),
  }
}
