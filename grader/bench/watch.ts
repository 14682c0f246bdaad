import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { BoxSupply } from '../src/box/box-supply.ts'
import type { LoadedExercise } from '../src/course.ts'
import { hiddenChecks } from '../src/engine/check-files.ts'
import { gradeCandidate, SectionBox } from '../src/engine/grade-candidate.ts'
import { mockTarget } from '../src/engine/target-factory.ts'
import { makeCandidate } from '../src/intake/candidate.ts'
import { median } from './measure.ts'

const SAVES = 5

/**
 * Milliseconds from a saved file to its verdict: ours on a warm process with boxes ahead, theirs in
 * `vitest watch`, whose own wait for file events is part of it.
 */
export async function savesInWatch(
  exercise: LoadedExercise,
  { node, vitest, cwd }: { node: string; vitest: string; cwd: string },
): Promise<{ ours: number; theirs: number }> {
  return {
    ours: await ourSaves(exercise),
    theirs: await vitestSaves(exercise, { node, vitest, cwd }),
  }
}

async function ourSaves(exercise: LoadedExercise): Promise<number> {
  const { packages } = exercise
  await using supply = await BoxSupply.open({ size: 1, packages })
  const checks = await hiddenChecks(exercise)
  const text = readFileSync(path.join(exercise.folder, 'grading/solution.ts'), 'utf8')
  const times: number[] = []
  for (let save = 0; save <= SAVES; save++) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const started = performance.now()
    await using section = new SectionBox(supply)
    await gradeCandidate(makeCandidate(exercise.file, `${text}\n// save ${save}`), {
      exercise,
      checks,
      section,
      seed: 1,
      target: mockTarget,
      deadlineMs: 60_000,
    })
    times.push(performance.now() - started)
  }
  return median(times.slice(1))
}

async function vitestSaves(
  exercise: LoadedExercise,
  { node, vitest, cwd }: { node: string; vitest: string; cwd: string },
): Promise<number> {
  const file = path.join(exercise.folder, 'grading/solution.ts')
  const text = readFileSync(file, 'utf8')
  const child = spawn(node, [vitest, 'watch', `${exercise.dir}/grading/checks.test.ts`], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  let done = Promise.withResolvers<void>()
  child.stdout.on('data', (chunk: Buffer) => {
    if (/Waiting for file changes/.test(chunk.toString())) done.resolve()
  })
  const times: number[] = []
  try {
    await done.promise
    for (let save = 0; save <= SAVES; save++) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      done = Promise.withResolvers<void>()
      const started = performance.now()
      writeFileSync(file, `${text}\n// save ${save}\n`)
      await done.promise
      times.push(performance.now() - started)
    }
  } finally {
    writeFileSync(file, text)
    child.kill('SIGKILL')
  }
  return median(times.slice(1))
}
