/** An archive as an inventory lists it. */
export interface StoredArchive {
  archiveId: string
  description: string
  /** As Glacier writes it, as in `2026-03-02T12:00:00.000Z`. */
  createdAt: string
  /** In bytes. */
  size: number
  treeHash: string
}

/** An archive as our catalog has it. */
export interface CatalogEntry {
  archiveId: string
  size: number
  treeHash: string
  uploadedAt: Date
  deletedAt?: Date
}

/** Ids of archives, by what has become of them. */
export interface Report {
  verified: string[]
  corrupt: string[]
  pending: string[]
  lost: string[]
  leaving: string[]
  undeleted: string[]
  orphans: string[]
  /** For each description that several archives have, their ids. */
  duplicates: string[][]
}

/** Reads the output of an inventory job, in either format. */
export function parseInventory(output: string, contentType: string): StoredArchive[] {
  throw new Error('Not written yet')
}

/** Compares the catalog with the inventory of a vault. */
export function reconcileInventory(
  catalog: CatalogEntry[],
  inventory: { date: Date; archives: StoredArchive[] },
): Report {
  throw new Error('Not written yet')
}
