import { BoxSupply } from './box/box-supply.ts'
import { exercisesOf, type Section } from './course.ts'
import { chooseTarget } from './engine/choose-target.ts'
import { graderHash } from './engine/result-key.ts'
import type { ResultStore } from './engine/result-store.ts'
import type { Grading } from './grade.ts'
import { commonPackages } from './taught-packages.ts'
import type { WorkerSettings } from './workers/worker.ts'

/**
 * Everything that grading one submission after the other needs. Whoever opens it disposes of its
 * `supply`.
 *
 * @throws {GraderError} for a target or a tier that cannot be had.
 */
export async function openGrading(
  sections: readonly Section[],
  settings: Omit<WorkerSettings, 'courseRoot' | 'only' | 'results'>,
  store: ResultStore,
): Promise<Grading> {
  const { env, minTier, seed, deadlineMs } = settings
  // A fake that writes where a candidate says must not write to all objects of this process.
  Object.preventExtensions(Object.prototype)
  const { target, unsupported } = await chooseTarget(settings.target, { env, sections })
  const packages = commonPackages(exercisesOf(sections))
  const supply = await BoxSupply.open({ size: 1, packages, ...(minTier ? { minTier } : {}) })
  return {
    sections,
    supply,
    target,
    unsupported,
    identity: {
      grader: graderHash(),
      target: settings.target,
      tier: supply.tier.name,
      seed,
      deadlineMs,
    },
    store,
    seed,
    deadlineMs,
    now: () => new Date(),
  }
}
