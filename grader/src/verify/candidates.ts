import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoadedExercise } from '../course.ts'
import { type Candidate, makeCandidate } from '../intake/candidate.ts'

/** A file of the course that is graded to see whether the exercise is fair. */
export interface OwnCandidate {
  kind: 'stub' | 'solution' | 'alternative' | 'mutant'
  /** The file's name without its ending; of mutants, what `exercise.ts` calls them. */
  name: string
  /** Where it lies, from the course's root. */
  file: string
  candidate: Candidate
}

/** Every candidate that an exercise's folder holds. */
export async function ownCandidates({
  dir,
  folder,
  file,
}: LoadedExercise): Promise<OwnCandidate[]> {
  const read = async (kind: OwnCandidate['kind'], relative: string): Promise<OwnCandidate> => {
    const text = await readFile(path.join(folder, relative), 'utf8')
    const name = path.basename(relative, '.ts')
    return { kind, name, file: `${dir}/${relative}`, candidate: makeCandidate(file, text) }
  }
  const inFolder = async (kind: OwnCandidate['kind'], name: string) => {
    const directory = path.join(folder, 'grading', name)
    const files = existsSync(directory) ? await readdir(directory) : []
    const sources = files.filter((entry) => entry.endsWith('.ts')).toSorted()
    return Promise.all(sources.map((entry) => read(kind, `grading/${name}/${entry}`)))
  }
  const hasSolution = existsSync(path.join(folder, 'grading/solution.ts'))
  return [
    await read('stub', file),
    ...(hasSolution ? [await read('solution', 'grading/solution.ts')] : []),
    ...(await inFolder('alternative', 'alternatives')),
    ...(await inFolder('mutant', 'mutants')),
  ]
}
