import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BoxSupply } from '../src/box/box-supply.ts'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../src/course.ts'
import { noStore } from '../src/engine/result-store.ts'
import { mockTarget } from '../src/engine/target-factory.ts'
import { gradeAll, gradeSubmission } from '../src/grade.ts'
import { WORKER_FLAGS } from '../src/workers/worker-flags.ts'
import { writeCohort } from './cohort.ts'

/** Resident megabytes of a trusted process. */
export interface Memory {
  /** After a tenth of the submissions. */
  early: number
  end: number
}

/** Measures in a process of its own, started like a worker's. */
export function memoryOver(count: number, only: readonly string[]): Memory {
  const args = [...WORKER_FLAGS, import.meta.filename, String(count), ...only]
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`Memory was not measured:\n${run.stderr}`)
  return JSON.parse(run.stdout) as Memory
}

if (import.meta.main) {
  const [count, ...only] = process.argv.slice(2)
  process.stdout.write(JSON.stringify(await gradeMany(Number(count), only)))
}

async function gradeMany(count: number, only: readonly string[]): Promise<Memory> {
  const folder = mkdtempSync(path.join(tmpdir(), 'workshop-memory-'))
  try {
    const sections = await loadCourse(COURSE_ROOT, only)
    writeCohort(folder, exercisesOf(sections), 2)
    await using supply = await BoxSupply.open({ size: 1 })
    const sources = Array.from({ length: count }, (_, position) => ({
      path: path.join(folder, `student-${position % 2}`),
      name: `student-${position}`,
    }))
    let graded = 0
    let early = 0
    const megabytes = () => process.memoryUsage.rss() / 2 ** 20
    const tier = supply.tier.name
    const grading = {
      sections,
      supply,
      target: mockTarget,
      identity: { grader: 'bench', target: 'mock', tier, seed: 1, deadlineMs: 60_000 },
      store: noStore,
      seed: 1,
      deadlineMs: 60_000,
      now: () => new Date(),
    }
    await gradeAll(sources, (source) => gradeSubmission(source, grading), {
      jobs: 1,
      onReport: () => {
        if (++graded === Math.ceil(count / 10)) early = megabytes()
      },
    })
    return { early, end: megabytes() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
