import { isoDate } from './account.ts'
import type { Archive, Vault } from './vault.ts'

const COLUMNS = ['ArchiveId', 'ArchiveDescription', 'CreationDate', 'Size', 'SHA256TreeHash']

/** An inventory in JSON (developer guide, "Get Job Output", response body). */
export function writeJson(inventory: {
  vault: Vault
  date: number
  archives: readonly Archive[]
}): string {
  return JSON.stringify({
    VaultARN: inventory.vault.arn,
    InventoryDate: isoDate(inventory.date),
    ArchiveList: inventory.archives.map((archive) => ({
      ArchiveId: archive.id,
      ArchiveDescription: archive.description,
      CreationDate: isoDate(archive.createdAt),
      Size: archive.content.size,
      SHA256TreeHash: archive.treeHash,
    })),
  })
}

/**
 * An inventory in CSV (same page): a field with a comma or a double quote stands in double quotes,
 * a quote inside has a backslash before it, and a backslash has none. The line ends are ours.
 */
export function writeCsv(archives: readonly Archive[]): string {
  const rows = archives.map(({ id, description, createdAt, content, treeHash }) =>
    [id, description, isoDate(createdAt), String(content.size), treeHash].map(field).join(','),
  )
  return [COLUMNS.join(','), ...rows, ''].join('\n')
}

function field(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text
}
