import { parse } from 'csv-parse/sync'

import { GraderError } from '../grader-error.ts'
import type { Identity } from '../result.ts'

/** Who is in the course, and under which names their submissions come. */
export interface Roster {
  rows: readonly RosterRow[]
}

/** One row of a roster: a student, or one of several submissions of the same student. */
export interface RosterRow {
  identity: Identity
  /** The folder or archive that is this student's, where the roster names it. */
  submission?: string
  /** The n-th submission of this student, where the roster names several. */
  attempt?: string
  /** The line in the file, counted from 1, for messages. */
  line: number
}

/** The columns read, each with the other names it goes by: GitHub Classroom's and Classroom 50's. */
const columns = {
  id: ['id', 'identifier', 'roster_identifier'],
  name: ['name'],
  firstName: ['first_name'],
  lastName: ['last_name'],
  email: ['email'],
  githubUsername: ['github_username', 'username'],
  submission: ['submission'],
  group: ['group', 'section'],
} as const

type Column = keyof typeof columns
type Row = Partial<Record<Column, string>>

/**
 * Reads a roster from CSV with a header row. Columns are `id,name,email,github_username,
 * submission,group`, in any order and any of them left out, or the ones that GitHub Classroom and
 * Classroom 50 export; others are passed over. Without an id, the GitHub username identifies a
 * student, or else the email address.
 *
 * @throws {GraderError} naming the line, where the roster is malformed or contradicts itself.
 */
export function readRoster(text: string): Roster {
  const [header, ...records] = parseCsv(text)
  if (header === undefined) {
    throw new GraderError('Cannot read the roster: it is empty', {
      fix: 'Give it a header row, as in "id,name,email,github_username"',
    })
  }
  const places = placesOf(header.fields)
  const rows = records.map((record) => readRow(record, places, header.fields.length))
  checkAgreement(rows)
  checkSubmissions(rows)
  return { rows: withAttempts(rows) }
}

interface CsvRecord {
  fields: string[]
  line: number
}

function parseCsv(text: string): CsvRecord[] {
  const options = {
    bom: true,
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  } as const
  try {
    // csv-parse's types leave out what `info` adds.
    const records: unknown = parse(text, options)
    return (records as { record: string[]; info: { lines: number } }[])
      .map(({ record, info }) => ({ fields: record, line: info.lines }))
      .filter(({ fields }) => fields.some((field) => field !== ''))
  } catch (error) {
    const line = error instanceof Error && 'lines' in error ? Number(error.lines) : undefined
    throw new GraderError(`Cannot read the roster${line === undefined ? '' : ` at line ${line}`}`, {
      fix: 'Save it as CSV, with quotes doubled inside quoted fields',
      cause: error,
    })
  }
}

/** Where the list separator is a semicolon, spreadsheets write one and still call it CSV. */
function delimiterOf(text: string): string {
  const header = text.split('\n', 1)[0]!
  return [',', ';', '\t'].find((delimiter) => header.includes(delimiter)) ?? ','
}

function placesOf(header: readonly string[]): Map<Column, number[]> {
  const names = header.map((name) => name.toLowerCase().replaceAll(/[\s-]+/g, '_'))
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new GraderError(`Cannot read the roster: two columns are named "${twice}"`, {
      fix: 'Rename or remove one of them',
    })
  }
  const places = new Map<Column, number[]>()
  for (const [column, aliases] of Object.entries(columns) as [Column, readonly string[]][]) {
    const found = aliases.map((alias) => names.indexOf(alias)).filter((index) => index !== -1)
    if (found.length > 0) places.set(column, found)
  }
  if (!places.has('id') && !places.has('githubUsername') && !places.has('email')) {
    throw new GraderError('Cannot read the roster: no column identifies a student', {
      fix: 'Name a column "id", "identifier", "github_username" or "email" in the first row',
    })
  }
  return places
}

function readRow(record: CsvRecord, places: Map<Column, number[]>, width: number): RosterRow {
  const { fields, line } = record
  if (fields.length !== width) {
    throw new GraderError(
      `Cannot read the roster at line ${line}: it has ${fields.length} fields, the header ${width}`,
      { fix: 'Quote a field that holds the separator, and keep empty fields' },
    )
  }
  const row: Row = {}
  for (const [column, indexes] of places) {
    const value = indexes.map((index) => fields[index]!).find((field) => field !== '')
    if (value !== undefined) row[column] = value
  }
  const id = row.id ?? row.githubUsername ?? row.email
  if (id === undefined) {
    throw new GraderError(`Cannot read the roster at line ${line}: it identifies no student`, {
      fix: 'Fill in the id, the GitHub username or the email address, or remove the row',
    })
  }
  const name = row.name ?? ([row.firstName, row.lastName].filter(Boolean).join(' ') || undefined)
  return {
    identity: {
      id,
      ...(name === undefined ? {} : { name }),
      ...(row.email === undefined ? {} : { email: row.email }),
      ...(row.githubUsername === undefined ? {} : { githubUsername: row.githubUsername }),
      ...(row.group === undefined ? {} : { group: row.group }),
    },
    ...(row.submission === undefined ? {} : { submission: row.submission }),
    line,
  }
}

/** Several rows of one student are several submissions, and agree on who the student is. */
function checkAgreement(rows: readonly RosterRow[]): void {
  for (const same of Map.groupBy(rows, ({ identity }) => identity.id).values()) {
    const [first, ...others] = same
    for (const other of others) {
      const where = `Cannot read the roster: lines ${first!.line} and ${other.line}`
      if (JSON.stringify(first!.identity) !== JSON.stringify(other.identity)) {
        throw new GraderError(`${where} say different things of "${other.identity.id}"`, {
          fix: 'Give every student an id of their own, and repeat a student only word for word',
        })
      }
    }
    const submissions = new Set(same.map(({ submission }) => submission))
    if (same.length > 1 && (submissions.size < same.length || submissions.has(undefined))) {
      throw new GraderError(
        `Cannot read the roster: lines ${same.map(({ line }) => line).join(', ')} repeat "${first!.identity.id}"`,
        { fix: 'Remove the repeated rows, or name a different submission in each of them' },
      )
    }
  }
}

/** A submission that two students claim would be refused only after it was graded. */
function checkSubmissions(rows: readonly RosterRow[]): void {
  const named = rows.filter(({ submission }) => submission !== undefined)
  for (const [submission, [first, ...others]] of Map.groupBy(named, (row) => row.submission)) {
    const other = others.find(({ identity }) => identity.id !== first!.identity.id)
    if (other === undefined) continue
    throw new GraderError(
      `Cannot read the roster: lines ${first!.line} and ${other.line} give "${submission}" to two students`,
      { fix: 'Name a submission in the row of one student only' },
    )
  }
}

function withAttempts(rows: readonly RosterRow[]): RosterRow[] {
  const byStudent = Map.groupBy(rows, ({ identity }) => identity.id)
  return rows.map((row) => {
    const same = byStudent.get(row.identity.id)!
    return same.length === 1 ? row : { ...row, attempt: String(same.indexOf(row) + 1) }
  })
}
