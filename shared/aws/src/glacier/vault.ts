import type { Content } from '../content.ts'
import type { Digest } from './tree-hash.ts'

/** An hour and a day, in milliseconds. */
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** A vault. Times are in milliseconds since 1970. */
export interface Vault {
  name: string
  arn: string
  createdAt: number
  /** By id, in the order in which they came. */
  archives: Map<string, Archive>
  /** How many archives there ever were: gives each its place in inventories. */
  archivesMade: number
  /** When its first archive came: inventories are made every 24 hours from then. */
  firstArchiveAt: number | undefined
  /** When it first changed after the last inventory. */
  changedAt: number | undefined
  inventory: Inventory | undefined
  uploads: Map<string, Upload>
  /** Ids of uploads that were aborted, and until when aborting them again succeeds. */
  abortedUploads: Map<string, number>
  /** By id, in the order in which they were initiated. */
  jobs: Map<string, Job>
  tags: Map<string, string>
  accessPolicy: string | undefined
  notifications: { topic: string; events: string[] } | undefined
  lock: VaultLock | undefined
}

/** An archive; it never changes. */
export interface Archive {
  id: string
  /** Its place among all archives that the vault ever had. */
  place: number
  description: string
  createdAt: number
  content: Content
  leaves: readonly Digest[]
  treeHash: string
}

/** What was in a vault at one moment. */
export interface Inventory {
  date: number
  archives: readonly Archive[]
}

/** A multipart upload, also for a while after it was completed. */
export interface Upload {
  id: string
  description: string | undefined
  partSize: number
  createdAt: number
  /** It vanishes 24 hours after that. */
  usedAt: number
  /** By their index. */
  parts: Map<number, Part>
  completed: { archive: Archive; at: number } | undefined
}

export interface Part {
  content: Content
  leaves: readonly Digest[]
  treeHash: string
}

/** A job; whether it is done follows from the time. */
export type Job = ArchiveJob | InventoryJob

interface AnyJob {
  id: string
  description: string | undefined
  topic: string | undefined
  createdAt: number
  completesAt: number
}

export interface ArchiveJob extends AnyJob {
  action: 'ArchiveRetrieval'
  archive: Archive
  /** Undefined for all of it. */
  range: { start: number; end: number } | undefined
  tier: Tier
  /** The archive was deleted while the job ran. */
  failed: boolean
}

export interface InventoryJob extends AnyJob {
  action: 'InventoryRetrieval'
  format: 'CSV' | 'JSON'
  /** As they were requested. */
  parameters: InventoryParameters | undefined
  output: Content
  /** Where the next job goes on. */
  nextMarker: string | undefined
}

export interface InventoryParameters {
  StartDate?: string
  EndDate?: string
  Limit?: string
  Marker?: string
}

export type Tier = 'Expedited' | 'Standard' | 'Bulk'

export interface VaultLock {
  id: string
  policy: string
  createdAt: number
  locked: boolean
}
