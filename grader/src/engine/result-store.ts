import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ExerciseResult } from '../result.ts'

/** Where results are kept by key, so that a run that was killed goes on where it stopped. */
export interface ResultStore {
  read(key: string): Promise<ExerciseResult | undefined>
  write(result: ExerciseResult): Promise<void>
}

/** Keeps nothing: every exercise is graded anew. */
export const noStore: ResultStore = { read: async () => undefined, write: async () => {} }

/**
 * Keeps each result as a file in `directory`. A result is there whole or not at all. `read` is off
 * for `--fresh`; a result that cannot be kept is reported once through `onProblem` and goes on.
 */
export function directoryStore(
  directory: string,
  options: { fresh: boolean; onProblem: (error: Error) => void },
): ResultStore {
  let reported = false
  const fileOf = (key: string) => path.join(directory, key.slice(0, 2), `${key}.json`)
  return {
    async read(key) {
      if (options.fresh) return undefined
      try {
        const result = JSON.parse(await readFile(fileOf(key), 'utf8')) as ExerciseResult
        return result.key === key ? result : undefined
      } catch {
        // Not there, or cut short by a full disk: it is graded again.
        return undefined
      }
    },
    async write(result) {
      const file = fileOf(result.key)
      // Not by process id: containers that share a cache have the same ones.
      const draft = `${file}.${randomUUID()}`
      try {
        await mkdir(path.dirname(file), { recursive: true })
        await writeFile(draft, JSON.stringify(result))
        await rename(draft, file)
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {})
        if (!reported) options.onProblem(error as Error)
        reported = true
      }
    },
  }
}
