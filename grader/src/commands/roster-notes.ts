import type { Match } from '../intake/match-identity.ts'
import type { Roster } from '../intake/roster.ts'
import type { Source } from '../intake/submissions.ts'
import { printable } from '../reporters/printable.ts'

/**
 * Says, a line each, which submissions nobody on the roster owns and, of a cohort, which students
 * have none: a gradebook with a slip in the roster looks like any other.
 */
export function rosterNotes(
  { rows }: Roster,
  { sources, matches }: { sources: readonly Source[]; matches: readonly (Match | undefined)[] },
): string {
  const unknown = sources.filter((_, index) => matches[index] === undefined)
  const found = new Set(matches.map((match) => match?.identity.id))
  const students = new Map(rows.map(({ identity }) => [identity.id, identity]))
  const absent = sources.length > 1 ? [...students.values()].filter(({ id }) => !found.has(id)) : []
  return [
    ...line(
      'Not on the roster',
      unknown.map(({ name }) => name),
    ),
    ...line(
      'On the roster, without a submission',
      absent.map(({ id, name }) => name ?? id),
    ),
  ].join('')
}

function line(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 5).map((name) => printable(name, 40))
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return [`${what}: ${shown.join(', ')}${more}\n`]
}
