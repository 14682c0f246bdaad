import type { CourseFile } from './course-file.ts'
import { Layout, wrapperOf } from './layout.ts'
import type { Placement } from './layout.ts'
import { Notices } from './notices.ts'
import { quote } from './visible-name.ts'
import type { Tree, TreeFile } from './tree.ts'

/** A path of a submission that wants to be an exercise's file. */
export interface Claim extends Omit<Placement, 'exercise'> {
  path: string
  /** The file, or why it is not read. */
  found: TreeFile | { reason: string }
}

/** Which paths of a submission want to be which exercise's file, by the exercise's id. */
export type Claims = ReadonlyMap<string, readonly Claim[]>

/** Finds every exercise's file in a submission, and notes what looks like one but is in no place. */
export function claimsIn(
  { files, refusals }: Pick<Tree, 'files' | 'refusals'>,
  { course, name, notices }: { course: readonly CourseFile[]; name: string; notices: Notices },
): Claims {
  // What is refused may lie anywhere, and must not hide the folder around the rest.
  const paths = (files.length > 0 ? files : refusals).map(({ path }) => path)
  const layout = new Layout(course, name, wrapperOf(paths))
  const claims = new Map<string, Claim[]>()
  const unplaced: string[] = []

  for (const file of files) {
    const placements = layout.placements(file.path)
    if (placements.length === 0) unplaced.push(file.path)
    if (placements.length > 1) notices.add(ambiguity(file.path, placements))
    if (placements.length === 1) claim(placements[0]!, file.path, file)
  }
  for (const refusal of refusals) {
    const placements = layout.placements(refusal.path)
    if (placements.length === 1) claim(placements[0]!, refusal.path, refusal)
    for (const exercise of layout.below(refusal.path)) {
      claim({ exercise, matched: 0, isStandIn: false }, refusal.path, refusal)
    }
  }
  noteMisplaced(
    unplaced,
    course.filter(({ id }) => !claims.has(id)),
    notices,
  )
  return claims

  function claim({ exercise, ...placement }: Placement, path: string, found: Claim['found']): void {
    const known = claims.get(exercise.id)
    if (known) known.push({ ...placement, path, found })
    else claims.set(exercise.id, [{ ...placement, path, found }])
  }
}

function ambiguity(path: string, placements: readonly Placement[]): string {
  const ids = placements.map(({ exercise }) => exercise.id).join(' or ')
  return `Not graded: ${quote(path)} could be the file of ${ids}: hand it in inside its exercise's folder`
}

function noteMisplaced(
  paths: readonly string[],
  missing: readonly CourseFile[],
  notices: Notices,
): void {
  const byName = Map.groupBy(missing, ({ file }) => file.toLowerCase())
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    for (const { id, dir, file } of byName.get(name.toLowerCase()) ?? []) {
      notices.add(
        name === file
          ? `Not graded: ${quote(path)} has the name of ${id}'s file but lies elsewhere: put it into ${quote(dir)}`
          : `Not graded: ${quote(path)} differs from ${quote(file)}, the file of ${id}, in case: rename it`,
      )
    }
  }
}
