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

interface JsonArchive {
  ArchiveId: string
  ArchiveDescription: string
  CreationDate: string
  Size: number
  SHA256TreeHash: string
}

export function parseInventory(output: string, contentType: string): StoredArchive[] {
  if (contentType.includes('json')) {
    const { ArchiveList } = JSON.parse(output) as { ArchiveList: JsonArchive[] }
    return ArchiveList.map((archive) => ({
      archiveId: archive.ArchiveId,
      description: archive.ArchiveDescription,
      createdAt: archive.CreationDate,
      size: archive.Size,
      treeHash: archive.SHA256TreeHash,
    }))
  }
  const [names, ...records] = recordsOf(output)
  const at = (record: string[], name: string) => record[names!.indexOf(name)]!
  return records.map((record) => ({
    archiveId: at(record, 'ArchiveId'),
    description: at(record, 'ArchiveDescription'),
    createdAt: at(record, 'CreationDate'),
    size: +at(record, 'Size'),
    treeHash: at(record, 'SHA256TreeHash'),
  }))
}

function recordsOf(text: string): string[][] {
  const records: string[][] = []
  let record: string[] = []
  let field = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!
    if (isQuoted && letter === '\\' && text[at + 1] === '"') {
      field += '"'
      at++
    } else if (letter === '"') {
      isQuoted = !isQuoted
    } else if (!isQuoted && (letter === ',' || letter === '\n')) {
      record.push(field.replace(/\r$/, ''))
      field = ''
      if (letter === '\n') {
        records.push(record)
        record = []
      }
    } else {
      field += letter
    }
  }
  if (record.length > 0) records.push([...record, field.replace(/\r$/, '')])
  return records
}

export function reconcileInventory(
  catalog: CatalogEntry[],
  inventory: { date: Date; archives: StoredArchive[] },
): Report {
  const horizon = +inventory.date - 86_400_000
  const left = new Map(inventory.archives.map((archive) => [archive.archiveId, archive]))
  const counted = new Map(left)
  const fates = new Map<string, string[]>()
  const note = (fate: string, id: string) => fates.set(fate, [...(fates.get(fate) ?? []), id])
  for (const { archiveId, size, treeHash, uploadedAt, deletedAt } of catalog) {
    const found = left.get(archiveId)
    left.delete(archiveId)
    if (deletedAt !== undefined) {
      counted.delete(archiveId)
      if (found) note(+deletedAt > horizon ? 'leaving' : 'undeleted', archiveId)
    } else if (!found) note(+uploadedAt > horizon ? 'pending' : 'lost', archiveId)
    else
      note(found.size !== size || found.treeHash !== treeHash ? 'corrupt' : 'verified', archiveId)
  }
  const byDescription: Record<string, string[]> = Object.create(null)
  for (const { archiveId, description } of counted.values()) {
    if (description) (byDescription[`:${description}`] ??= []).push(archiveId)
  }
  const of = (fate: string) => fates.get(fate) ?? []
  return {
    verified: of('verified'),
    corrupt: of('corrupt'),
    pending: of('pending'),
    lost: of('lost'),
    leaving: of('leaving'),
    undeleted: of('undeleted'),
    orphans: [...left.keys()],
    duplicates: Object.values(byDescription).filter((ids) => ids.length > 1),
  }
}
