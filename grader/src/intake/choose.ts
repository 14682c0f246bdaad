import type { Claim } from './claims.ts'
import { sentence } from './notices.ts'
import type { TreeFile } from './tree.ts'
import { asRefusal } from './refusal.ts'
import { quote } from './visible-name.ts'
import type { Reader } from './reader.ts'

/** The file chosen for an exercise, or the reason why there is none, as a sentence. */
export type Choice =
  | { file: TreeFile; text: string; matched: number; isStandIn: boolean }
  | { refused: string }

/**
 * Chooses among the files that want to be one exercise's.
 *
 * A file of the stub's own name goes before one in another dialect. Equal copies are one file; of
 * two that differ neither is chosen, since nobody can tell which one is meant.
 */
export async function choose(claims: readonly Claim[], reader: Reader): Promise<Choice> {
  const exact = claims.filter(({ isStandIn }) => !isStandIn)
  const rivals = exact.length > 0 ? exact : claims
  const chosen: Exclude<Choice, { refused: string }>[] = []
  for (const { found, path, matched, isStandIn } of rivals) {
    if (!('read' in found)) return { refused: sentence({ path, reason: found.reason }) }
    try {
      chosen.push({ file: found, text: await reader.text(found), matched, isStandIn })
    } catch (error) {
      return { refused: sentence({ path, reason: asRefusal(error).message }) }
    }
  }
  const best = chosen.reduce((one, other) => (other.matched > one.matched ? other : one))
  const rival = chosen.find(({ text }) => text !== best.text)
  if (rival === undefined) return best
  const both = `${quote(best.file.path)} and ${quote(rival.file.path)}`
  return { refused: `There are two different files for it, ${both}: hand in one` }
}
