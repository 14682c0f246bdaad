import { readFileSync } from 'node:fs'
import path from 'node:path'
import { collectChecks } from '@workshop/testkit/declare'
import { afterAll, expect, test } from 'vitest'
import { BoxSupply } from '../src/box/box-supply.ts'
import type { LoadedExercise } from '../src/course.ts'
import { gradeCandidate, SectionBox } from '../src/engine/grade-candidate.ts'
import { mockTarget } from '../src/engine/target-factory.ts'
import { makeCandidate } from '../src/intake/candidate.ts'

const file = path.join(import.meta.dirname, 'both-modes/contract.ts')
const checks = await collectChecks(() => import('./both-modes/contract.test.ts'))
const supply = await BoxSupply.open({ size: 1 })
await using section = new SectionBox(supply)

/** All that running checks asks of an exercise; nothing here is worth points. */
const exercise = { id: 'contract', packages: [] as readonly string[] } as LoadedExercise
const { outcomes, message } = await gradeCandidate(
  makeCandidate('contract.ts', readFileSync(file, 'utf8')),
  { exercise, checks, section, seed: 7, target: mockTarget, deadlineMs: 60_000 },
)

afterAll(() => supply[Symbol.asyncDispose]())

test('the box keeps to the contract without breaking a rule', () => {
  expect(message).toBeUndefined()
  expect(checks.length).toBeGreaterThan(15)
})

test.each(checks.map(({ name }) => name))('in a box, %s', (name) => {
  expect(outcomes.get(name)).toEqual({ status: 'passed' })
})
