export const STORAGE_CLASSES = [
  'STANDARD',
  'INTELLIGENT_TIERING',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
] as const

export type StorageClass = (typeof STORAGE_CLASSES)[number]

/** How the objects are kept and read. */
export interface AccessProfile {
  objects: number
  /** Bytes of one object. */
  bytes: number
  /** Days until the objects are deleted. */
  days: number
  /** Objects read in all that time. */
  reads: number
  /** Hours that a reader can wait for the first byte. */
  maxWaitHours: number
  /** Whether the data could be made again if it were lost. */
  recreatable: boolean
}

/** Dollars; what a class does not charge is 0. */
export interface Prices {
  perGbMonth: number
  perThousandPuts: number
  perThousandGets: number
  perGbRetrieved: number
  perThousandMonitored: number
}

export type PriceTable = Record<StorageClass, Prices>

/** What keeping all objects in one class costs in all, in dollars. */
export function keepingCost(
  profile: AccessProfile,
  storageClass: StorageClass,
  prices: PriceTable,
): number {
  throw new Error('Not written yet')
}

/** The cheapest class that fits, the costs of all that fit, and why the others do not. */
export function chooseStorageClass(
  profile: AccessProfile,
  prices: PriceTable,
): {
  best: StorageClass
  costs: Partial<Record<StorageClass, number>>
  rejected: Partial<Record<StorageClass, string>>
} {
  throw new Error('Not written yet')
}
