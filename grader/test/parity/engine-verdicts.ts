import { AUTHORING_SEED } from '@workshop/testkit/seed'
import { BoxSupply } from '../../src/box/box-supply.ts'
import { hiddenChecks } from '../../src/engine/check-files.ts'
import { gradeCandidate, SectionBox } from '../../src/engine/grade-candidate.ts'
import { mockTarget } from '../../src/engine/target-factory.ts'
import type { Trial, Verdicts } from './vitest-verdicts.ts'

/** What the engine says of each trial, in the order given, on the data that vitest draws too. */
export async function engineVerdicts(trials: readonly Trial[]): Promise<Verdicts[]> {
  await using supply = await BoxSupply.open({ size: 2 })
  const verdicts: Verdicts[] = []
  const waiting = trials.entries()
  const worker = async () => {
    for (const [position, { exercise, own }] of waiting) {
      await using section = new SectionBox(supply)
      const checks = await hiddenChecks(exercise)
      const { outcomes } = await gradeCandidate(own.candidate, {
        exercise,
        checks,
        section,
        seed: AUTHORING_SEED,
        target: mockTarget,
        deadlineMs: 60_000,
      })
      verdicts[position] = Object.fromEntries(
        checks.map(({ name }) => [name, outcomes.get(name)?.status === 'passed']),
      )
    }
  }
  await Promise.all([worker(), worker()])
  return verdicts
}
