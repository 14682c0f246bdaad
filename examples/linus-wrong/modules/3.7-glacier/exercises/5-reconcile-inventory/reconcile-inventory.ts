export interface StoredArchive {
  archiveId: string
  description: string
  createdAt: string
  size: number
  treeHash: string
}

export interface CatalogEntry {
  archiveId: string
  size: number
  treeHash: string
  uploadedAt: Date
  deletedAt?: Date
}

export interface Report {
  verified: string[]
  corrupt: string[]
  pending: string[]
  lost: string[]
  leaving: string[]
  undeleted: string[]
  orphans: string[]
  duplicates: string[][]
}

const DAY = 24 * 3_600_000

export function parseInventory(output: string, contentType: string): StoredArchive[] {
  const rows = contentType.startsWith('text/csv') ? parseCsv(output) : parseJson(output)
  return rows.map((row) => ({
    archiveId: row['ArchiveId']!,
    description: row['ArchiveDescription']!,
    createdAt: row['CreationDate']!,
    size: Number(row['Size']),
    treeHash: row['SHA256TreeHash']!,
  }))
}

function parseJson(text: string): Record<string, string>[] {
  return (JSON.parse(text) as { ArchiveList: Record<string, string>[] }).ArchiveList
}

function parseCsv(text: string): Record<string, string>[] {
  const [columns, ...rows] = text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(fieldsOf)
  return rows.map((fields) =>
    Object.fromEntries(columns!.map((column, index) => [column, fields[index]!])),
  )
}

function fieldsOf(line: string): string[] {
  return line.split(',').map((field) => field.replace(/^"(.*)"$/, '$1'))
}

export function reconcileInventory(
  catalog: CatalogEntry[],
  { date, archives }: { date: Date; archives: StoredArchive[] },
): Report {
  const stored = new Map(archives.map((archive) => [archive.archiveId, archive]))
  const entries = new Map(catalog.map((entry) => [entry.archiveId, entry]))
  const report: Report = {
    verified: [],
    corrupt: [],
    pending: [],
    lost: [],
    leaving: [],
    undeleted: [],
    orphans: archives.filter(({ archiveId }) => !entries.has(archiveId)).map(idOf),
    duplicates: duplicatesIn(archives.filter((each) => !entries.get(idOf(each))?.deletedAt)),
  }
  for (const entry of catalog) {
    const fate = fateOf(entry, stored.get(entry.archiveId), date)
    if (fate) report[fate].push(entry.archiveId)
  }
  return report
}

function fateOf(
  { size, treeHash, uploadedAt, deletedAt }: CatalogEntry,
  stored: StoredArchive | undefined,
  date: Date,
): Exclude<keyof Report, 'duplicates' | 'orphans'> | undefined {
  const isLate = (time: Date) => time.getTime() > date.getTime() - DAY
  if (deletedAt) {
    if (!stored) return undefined
    return isLate(deletedAt) ? 'leaving' : 'undeleted'
  }
  if (!stored) return isLate(uploadedAt) ? 'pending' : 'lost'
  return stored.size === size && stored.treeHash === treeHash ? 'verified' : 'corrupt'
}

function duplicatesIn(archives: StoredArchive[]): string[][] {
  const described = archives.filter(({ description }) => description !== '')
  const groups = Map.groupBy(described, ({ description }) => description)
  return [...groups.values()].filter(({ length }) => length > 1).map((group) => group.map(idOf))
}

function idOf({ archiveId }: { archiveId: string }): string {
  return archiveId
}
