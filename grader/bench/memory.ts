import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BoxSupply } from '../src/box/box-supply.ts'
import { COURSE_ROOT, loadCourse, type LoadedExercise } from '../src/course.ts'
import { noStore } from '../src/engine/result-store.ts'
import { mockTarget } from '../src/engine/target-factory.ts'
import { gradeAll } from '../src/grade.ts'
import { writeCohort } from './cohort.ts'

/** Resident megabytes of the trusted process after a tenth of `count` submissions, and after all. */
export async function memoryOver(
  exercises: readonly LoadedExercise[],
  { count, only }: { count: number; only: readonly string[] },
): Promise<{ early: number; end: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'workshop-memory-'))
  try {
    writeCohort(folder, exercises, 2)
    await using supply = await BoxSupply.open({ size: 2 })
    const sources = Array.from({ length: count }, (_, position) => ({
      path: path.join(folder, `student-${position % 2}`),
      name: `student-${position}`,
    }))
    let graded = 0
    let early = 0
    const megabytes = () => process.memoryUsage.rss() / 2 ** 20
    await gradeAll(
      sources,
      {
        sections: await loadCourse(COURSE_ROOT, only),
        supply,
        target: mockTarget,
        identity: {
          grader: 'bench',
          target: 'mock',
          tier: supply.tier.name,
          seed: 1,
          deadlineMs: 60_000,
        },
        store: noStore,
        seed: 1,
        deadlineMs: 60_000,
        now: () => new Date(),
      },
      {
        jobs: 2,
        onReport: () => {
          if (++graded === Math.ceil(count / 10)) early = megabytes()
        },
      },
    )
    return { early, end: megabytes() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
