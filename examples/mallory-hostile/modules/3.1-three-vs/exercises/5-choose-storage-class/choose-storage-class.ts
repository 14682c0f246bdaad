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

export interface AccessProfile {
  objects: number
  bytes: number
  days: number
  reads: number
  maxWaitHours: number
  recreatable: boolean
}

export interface Prices {
  perGbMonth: number
  perThousandPuts: number
  perThousandGets: number
  perGbRetrieved: number
  perThousandMonitored: number
}

export type PriceTable = Record<StorageClass, Prices>

const KIB = 1_024
const GB = 2 ** 30
const MONITORED_FROM = 128 * KIB

const RULES: Record<StorageClass, { days: number; bytes: number; hours: number; archived?: true }> =
  {
    STANDARD: { days: 0, bytes: 0, hours: 0 },
    INTELLIGENT_TIERING: { days: 0, bytes: 0, hours: 0 },
    STANDARD_IA: { days: 30, bytes: 128 * KIB, hours: 0 },
    ONEZONE_IA: { days: 30, bytes: 128 * KIB, hours: 0 },
    GLACIER_IR: { days: 90, bytes: 128 * KIB, hours: 0 },
    GLACIER: { days: 90, bytes: 0, hours: 12, archived: true },
    DEEP_ARCHIVE: { days: 180, bytes: 0, hours: 48, archived: true },
  }

/** What keeping all objects in one class costs in all, in dollars. */
export function keepingCost(
  { objects, bytes, days, reads }: AccessProfile,
  storageClass: StorageClass,
  prices: PriceTable,
): number {
  const rule = RULES[storageClass]
  const own = prices[storageClass]
  const billedMonths = Math.max(days, rule.days) / 30
  const ownBytes = Math.max(bytes, rule.bytes) + (rule.archived ? 32 * KIB : 0)
  const standardBytes = rule.archived ? 8 * KIB : 0
  const rate = (ownBytes * own.perGbMonth + standardBytes * prices.STANDARD.perGbMonth) / GB
  const isMonitored = storageClass === 'INTELLIGENT_TIERING' && bytes >= MONITORED_FROM
  return (
    objects * billedMonths * rate +
    (objects * own.perThousandPuts + reads * own.perThousandGets) / 1_000 +
    ((reads * bytes) / GB) * own.perGbRetrieved +
    (isMonitored ? ((objects * own.perThousandMonitored) / 1_000) * (days / 30) : 0)
  )
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
  const costs: Partial<Record<StorageClass, number>> = {}
  const rejected: Partial<Record<StorageClass, string>> = {}
  let best: StorageClass = 'STANDARD'
  for (const storageClass of STORAGE_CLASSES) {
    const reason = whyNot(profile, storageClass)
    if (reason) {
      rejected[storageClass] = reason
      continue
    }
    const cost = keepingCost(profile, storageClass, prices)
    costs[storageClass] = cost
    if (cost < costs[best]!) best = storageClass
  }
  return { best, costs, rejected }
}

function whyNot({ maxWaitHours, recreatable }: AccessProfile, storageClass: StorageClass) {
  const { hours } = RULES[storageClass]
  if (hours > maxWaitHours) return `The first byte may take ${hours} hours`
  if (storageClass === 'ONEZONE_IA' && !recreatable)
    return 'One zone is not enough for the only copy'
  return undefined
}
