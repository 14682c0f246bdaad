import { GraderError } from '../grader-error.ts'
import type { Identity } from '../result.ts'
import type { Roster, RosterRow } from './roster.ts'

/** Whose a submission is, and which one of theirs. */
export interface Match {
  identity: Identity
  attempt?: string
}

/**
 * Finds the student whose submission has this name: the submission, id, GitHub username, email
 * address or full name of a row, exactly or but for upper and lower case; the same with an attempt,
 * as in `ada@2`; or a repository as GitHub Classroom names it, `assignment-username`.
 *
 * @returns undefined where nobody on the roster fits
 * @throws {GraderError} where two students do.
 */
export function matchIdentity(name: string, roster: Roster): Match | undefined {
  const bare = withoutFolderAndEnding(name)
  const at = bare.lastIndexOf('@')
  const whole = match(bare, name, roster)
  if (whole !== undefined || at < 1 || at === bare.length - 1) return whole
  const owner = match(bare.slice(0, at), name, roster)
  return owner && { ...owner, attempt: bare.slice(at + 1) }
}

function match(bare: string, name: string, { rows }: Roster): Match | undefined {
  const lower = bare.toLowerCase()
  const tries: ((row: RosterRow) => boolean)[] = [
    ({ submission }) => submission === name,
    ({ submission }) => submission !== undefined && withoutFolderAndEnding(submission) === bare,
    (row) => keysOf(row).includes(bare),
    (row) => keysOf(row).some((key) => key.toLowerCase() === lower),
    ({ identity }) => {
      const username = identity.githubUsername?.toLowerCase()
      return username !== undefined && lower.endsWith(`-${username}`)
    },
  ]
  for (const fits of tries) {
    const found = rows.filter(fits)
    if (found.length > 0) return onlyOne(found, name)
  }
  return undefined
}

function onlyOne(rows: readonly RosterRow[], name: string): Match {
  const [first] = rows
  const other = rows.find(({ identity }) => identity.id !== first!.identity.id)
  if (other !== undefined) {
    throw new GraderError(
      `Cannot tell whose submission "${name}" is: "${first!.identity.id}" (line ${first!.line}) and "${other.identity.id}" (line ${other.line}) of the roster both fit`,
      { fix: `Write "${name}" into the roster's submission column, in the row of its student` },
    )
  }
  const { identity, attempt } = first!
  return rows.length > 1 || attempt === undefined ? { identity } : { identity, attempt }
}

function keysOf({ identity, submission }: RosterRow): string[] {
  const { id, githubUsername, email, name } = identity
  const submitted = submission === undefined ? undefined : withoutFolderAndEnding(submission)
  return [submitted, id, githubUsername, email, name].filter((key) => key !== undefined)
}

function withoutFolderAndEnding(name: string): string {
  const base = name.replace(/\/+$/, '').split('/').at(-1)!
  return base.replace(/\.(zip|tar|tgz|tar\.gz|ts|mts|js|mjs)$/i, '')
}
