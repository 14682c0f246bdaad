import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { serviceNames } from '@workshop/aws/registry'
import type { LoadedExercise } from '../course.ts'
import type { Problem } from './problem.ts'

/** Services that checks use and the exercise does not name: an endpoint without one would fail it. */
export async function serviceProblems({
  dir,
  folder,
  exercise,
}: LoadedExercise): Promise<Problem[]> {
  const checks = await readFile(path.join(folder, 'grading/checks.test.ts'), 'utf8')
  const used = new Set(Array.from(checks.matchAll(/\baws\.(\w+)\b/g), ([, member]) => member))
  return serviceNames
    .filter((name) => used.has(name.toLowerCase()) && !exercise.services?.includes(name))
    .map((name) => ({
      file: `${dir}/grading/exercise.ts`,
      what: `does not name ${name} under services, and its checks use it`,
      fix: 'Add it: where an endpoint lacks the service, the exercise is then skipped, not failed',
    }))
}
