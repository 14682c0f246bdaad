import type { Exercise } from '@workshop/exercise'
import { test as vitestTest } from 'vitest'
import { MockTarget } from '@workshop/aws/mock-target'
import { type CheckContext, prepareCheck } from './check-context.ts'
import { assertAllAwaited } from './expect.ts'
import { InProcessCandidate } from './membrane/in-process.ts'
import { runAs } from './running-check.ts'
import { AUTHORING_SEED, seedFor } from './seed.ts'

/** What a check does, given its world. */
export type CheckBody = (context: CheckContext) => Promise<void> | void

/** A check as its file declared it. */
export interface DeclaredCheck {
  name: string
  body: CheckBody
}

/** Declares one hidden check. Its name must be a line of the exercise's rubric. */
export type Check<Name extends string> = (name: Name, body: CheckBody) => void

/** Returns the `check` function of an exercise: only names in its rubric compile. */
export function checksFor<Name extends string>(_exercise: Exercise<Name>): Check<Name> {
  return declare
}

/** Declares one visible test; it gets the same world as a check. */
export function test(name: string, body: CheckBody): void {
  declare(name, body)
}

/**
 * Collects what a file declares instead of handing it to vitest: the grader's way in. Files must
 * be imported one after the other.
 */
export async function collectChecks(importFile: () => Promise<unknown>): Promise<DeclaredCheck[]> {
  const checks: DeclaredCheck[] = []
  collector = checks
  try {
    await importFile()
  } finally {
    collector = undefined
  }
  return checks
}

let collector: DeclaredCheck[] | undefined

function declare(name: string, body: CheckBody) {
  if (collector) collector.push({ name, body })
  else vitestTest(name, () => runInProcess(name, body))
}

async function runInProcess(name: string, body: CheckBody): Promise<void> {
  const { context, session, failures } = prepareCheck({
    seed: seedFor(AUTHORING_SEED, name),
    target: (world) => new MockTarget(world),
  })
  using candidate = new InProcessCandidate(session)
  const assertions = new Set<never>()
  await runAs({ call: candidate.call, assertions }, () => body(context))
  assertAllAwaited(assertions)
  if (failures[0]) throw failures[0]
}
