import { basename, resolve } from 'node:path'

import { makeCandidate } from './candidate.ts'
import type { Candidate } from './candidate.ts'
import { choose } from './choose.ts'
import type { Choice } from './choose.ts'
import { claimsIn } from './claims.ts'
import { withoutClashes } from './clashes.ts'
import { companions } from './companions.ts'
import type { CourseFile } from './course-file.ts'
import { defaultLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { Notices } from './notices.ts'
import { openTree } from './open-tree.ts'
import { quote, visibleName } from './visible-name.ts'
import { Reader } from './reader.ts'
import { asRefusal } from './refusal.ts'
import type { Source } from './submissions.ts'
import { withoutPermission } from './without-permission.ts'
import type { Tree, TreeFile } from './tree.ts'

/** All that a submission says, as text. An exercise in neither map is missing. */
export interface Intake {
  /** The submission's name, safe to print. */
  name: string
  /** What is to be graded, by the exercise's id. */
  candidates: Map<string, Candidate>
  /** Why what was handed in for an exercise cannot be graded, by the exercise's id. */
  refused: Map<string, string>
  /** What was left out, in words for the student. */
  notices: string[]
  /** The commit that the submission claims to be. */
  commit?: string
  /** Why nothing of the submission could be read; there are no candidates then. */
  unreadable?: string
}

/**
 * Reads a submission: a folder, a .zip, a .tar, a .tar.gz or a lone file. Nothing in it is parsed,
 * run or unpacked to a disk, and no link is followed.
 *
 * @throws {GraderError} where the path does not exist or may not be read.
 */
export async function readSubmission(
  source: string | Source,
  course: readonly CourseFile[],
  limits: Partial<Limits> = {},
): Promise<Intake> {
  const path = typeof source === 'string' ? source : source.path
  const folderName = basename(resolve(path))
  const name = typeof source === 'string' ? visibleName(folderName) : source.name
  const kept = { ...defaultLimits, ...limits }
  let tree: Tree
  try {
    tree = await openTree(path, kept)
  } catch (error) {
    return unreadable(name, path, error)
  }
  try {
    const { commit } = tree
    const root = folderName.replace(/\.(zip|tar|tgz|tar\.gz)$/i, '')
    const intake = await sortOut(withoutClashes(tree), { course, root, limits: kept })
    return { name, ...intake, ...(commit === undefined ? {} : { commit }) }
  } finally {
    tree.close()
  }
}

function unreadable(name: string, path: string, error: unknown): Intake {
  const refusal = asRefusal(error)
  const fault = withoutPermission(path, refusal)
  if (fault !== undefined) throw fault
  return {
    name,
    candidates: new Map(),
    refused: new Map(),
    notices: [],
    unreadable: `The submission ${refusal.message}`,
  }
}

async function sortOut(
  { files, refusals }: Pick<Tree, 'files' | 'refusals'>,
  { course, root, limits }: { course: readonly CourseFile[]; root: string; limits: Limits },
): Promise<Pick<Intake, 'candidates' | 'refused' | 'notices'>> {
  const notices = new Notices()
  for (const refusal of refusals) notices.notRead(refusal)
  const claims = claimsIn({ files, refusals }, { course, name: root, notices })
  if (claims.size === 0)
    notices.add('None of the exercises was found: hand in the folders as you got them')

  // The exercises' own files come first, so that no heap of others uses up their limits.
  const reader = new Reader(limits)
  const chosen = new Map<CourseFile, Exclude<Choice, { refused: string }>>()
  const refused = new Map<string, string>()
  for (const exercise of course) {
    const rivals = claims.get(exercise.id)
    if (rivals === undefined) continue
    const choice = await choose(rivals, reader)
    if ('refused' in choice) refused.set(exercise.id, choice.refused)
    else chosen.set(exercise, choice)
  }
  for (const [id, reason] of refused) notices.add(`Not graded: ${id}. ${reason}`)

  const candidates = new Map<string, Candidate>()
  for (const [exercise, own] of chosen) {
    const others = await readAll(companions(own, files, claims), { reader, notices })
    candidates.set(exercise.id, makeCandidate(exercise.file, own.text, others))
    if (own.isStandIn) notices.add(`Graded ${quote(own.file.path)} as ${quote(exercise.file)}`)
  }
  return { candidates, refused, notices: notices.list() }
}

async function readAll(
  files: ReadonlyMap<string, TreeFile>,
  { reader, notices }: { reader: Reader; notices: Notices },
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const [path, file] of files) {
    try {
      texts.set(path, await reader.text(file))
    } catch (error) {
      notices.notRead({ path: file.path, reason: asRefusal(error).message })
    }
  }
  return texts
}
