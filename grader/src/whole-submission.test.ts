import { expect, test } from 'vitest'
import type { ExerciseResult, SubmissionReport } from './result.ts'
import { wholeSubmission } from './whole-submission.ts'

test('puts sections together in their order', () => {
  const whole = wholeSubmission([
    part({ points: 0, ungraded: 1, exercises: [exercise('3.1.1')], notices: [] }),
    part({ points: 7, exercises: [exercise('3.6.1'), exercise('3.6.2')], commit: 'c0ffee' }),
    part({ points: 2.5, exercises: [exercise('3.9.1')], gradedAt: '2026-11-23T10:00:09.000Z' }),
  ])
  expect(whole).toEqual({
    submission: 'ada',
    commit: 'c0ffee',
    points: 9.5,
    maxPoints: 30,
    ungraded: 1,
    exercises: ['3.1.1', '3.6.1', '3.6.2', '3.9.1'].map(exercise),
    notices: ['notes.txt is left unread'],
    gradedAt: '2026-11-23T10:00:09.000Z',
    durationMs: 300,
  })
})

test('leaves a submission of one section as it is', () => {
  expect(wholeSubmission([part({ points: 4 })])).toEqual(part({ points: 4 }))
})

function part(changes: Partial<SubmissionReport>): SubmissionReport {
  return {
    submission: 'ada',
    points: 10,
    maxPoints: 10,
    ungraded: 0,
    exercises: [],
    notices: ['notes.txt is left unread'],
    gradedAt: '2026-11-23T10:00:00.000Z',
    durationMs: 100,
    ...changes,
  }
}

function exercise(id: string): ExerciseResult {
  return { id } as ExerciseResult
}
