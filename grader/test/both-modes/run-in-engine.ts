import { readFileSync } from 'node:fs'
import path from 'node:path'
import { collectChecks } from '@workshop/testkit/declare'
import { BoxSupply } from '../../src/box/box-supply.ts'
import type { LoadedExercise } from '../../src/course.ts'
import { gradeCandidate, SectionBox } from '../../src/engine/grade-candidate.ts'
import { mockTarget } from '../../src/engine/target-factory.ts'
import { makeCandidate } from '../../src/intake/candidate.ts'

// Has the engine run the checks of the file that the first argument names against the contract in a
// box, and prints how they ended. A program of its own, since `grader grade` runs without vitest.

const checks = await collectChecks(() => import(path.resolve(process.argv[2]!)))
await using supply = await BoxSupply.open({ size: 1 })
await using section = new SectionBox(supply)

/** All that running checks asks of an exercise; nothing here is worth points. */
const exercise = { id: 'contract', packages: [] as readonly string[] } as LoadedExercise
const text = readFileSync(path.join(import.meta.dirname, 'contract.ts'), 'utf8')
const { outcomes, message } = await gradeCandidate(makeCandidate('contract.ts', text), {
  exercise,
  checks,
  section,
  seed: 7,
  target: mockTarget,
  deadlineMs: 60_000,
})
process.stdout.write(JSON.stringify({ message, outcomes: Object.fromEntries(outcomes) }))
