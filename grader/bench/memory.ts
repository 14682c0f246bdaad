import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { COURSE_ROOT, exercisesOf, loadCourse } from '../src/course.ts'
import { openLocalWorker } from '../src/workers/local-worker.ts'
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
    writeCohort(folder, exercisesOf(await loadCourse(COURSE_ROOT, only)), 2)
    const settings = { courseRoot: COURSE_ROOT, only, target: 'mock', env: {}, seed: 1 }
    await using worker = await openLocalWorker({ ...settings, deadlineMs: 60_000 }, () => {})
    const megabytes = () => process.memoryUsage.rss() / 2 ** 20
    let early = 0
    for (let graded = 1; graded <= count; graded++) {
      const name = `student-${graded % 2}`
      await worker.grade({ path: path.join(folder, name), name })
      if (graded === Math.ceil(count / 10)) early = megabytes()
    }
    return { early, end: megabytes() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
