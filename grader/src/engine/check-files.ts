import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { collectChecks, type DeclaredCheck } from '@workshop/testkit/declare'
import type { LoadedExercise } from '../course.ts'

const collected = new Map<string, Promise<DeclaredCheck[]>>()
let importing: Promise<unknown> = Promise.resolve()

/** The hidden checks of an exercise. Their file is evaluated once and kept. */
export function hiddenChecks({ folder }: LoadedExercise): Promise<DeclaredCheck[]> {
  return checksIn(path.join(folder, 'grading/checks.test.ts'))
}

/** The visible tests of an exercise. */
export function visibleTests({ folder, file }: LoadedExercise): Promise<DeclaredCheck[]> {
  return checksIn(path.join(folder, file.replace(/\.ts$/, '.test.ts')))
}

function checksIn(file: string): Promise<DeclaredCheck[]> {
  const known = collected.get(file)
  if (known) return known
  // One file at a time: what a file declares is collected while it is imported.
  const checks = importing.then(() => collectChecks(() => import(pathToFileURL(file).href)))
  importing = checks.catch(() => {})
  collected.set(file, checks)
  return checks
}
