import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { EquivalentMutants } from '@workshop/exercise'
import type { LoadedExercise } from '../course.ts'
import { GraderError } from '../grader-error.ts'
import type { Problem } from '../verify/problem.ts'
import type { MechanicalMutant } from './make-mutants.ts'

const FILE = 'grading/equivalent-mutants.ts'

/** One mutant that its exercise says to be equivalent. */
export interface Equivalent {
  line: string
  becomes: string
  reason: string
}

/** What an exercise lists as equivalent. Throws a `GraderError` for a list that cannot be used. */
export async function equivalentsOf({ folder, dir }: LoadedExercise): Promise<Equivalent[]> {
  const file = path.join(folder, FILE)
  if (!existsSync(file)) return []
  const { default: listed } = (await import(pathToFileURL(file).href)) as {
    default?: EquivalentMutants[]
  }
  if (!Array.isArray(listed) || listed.some(({ reason }) => !reason?.trim())) {
    throw new GraderError(`"${dir}/${FILE}" is not a list of mutants with a reason each`, {
      fix: 'Export an array of { line, becomes, reason }',
    })
  }
  return listed.flatMap(({ line, becomes, reason }) =>
    [becomes].flat().map((one) => ({ line, becomes: one, reason })),
  )
}

/** Whether an equivalent is this mutant. A line that stands twice has both its mutants listed. */
export function isListed(mutant: MechanicalMutant, equivalents: readonly Equivalent[]): boolean {
  return equivalents.some((one) => matches(one, mutant))
}

/** What is wrong with a list: an entry that no mutant matches, or one that a check tells apart. */
export function equivalentProblems(
  { dir }: Pick<LoadedExercise, 'dir'>,
  {
    equivalents,
    survivors,
    mutants,
  }: {
    equivalents: readonly Equivalent[]
    survivors: readonly MechanicalMutant[]
    mutants: readonly MechanicalMutant[]
  },
): Problem[] {
  const file = `${dir}/${FILE}`
  return equivalents.flatMap((one) => {
    if (survivors.some((mutant) => matches(one, mutant))) return []
    const isMutant = mutants.some((mutant) => matches(one, mutant))
    return {
      file,
      what: isMutant
        ? `says that no check may tell "${one.becomes}", and one does`
        : `lists "${one.becomes}" for the line "${one.line}", and no mutant is that`,
      fix: isMutant
        ? 'Remove the entry, or the check if it asks more than the task does'
        : 'Copy the entry from what the run prints, or remove it',
    }
  })
}

function matches({ line, becomes }: Equivalent, mutant: MechanicalMutant): boolean {
  return line === mutant.line && becomes === mutant.becomes
}
