import {
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  RestoreObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'

export type Tier = 'Bulk' | 'Standard' | 'Expedited'

export interface Wish {
  days: number
  tier?: Tier
  deadline?: Date
}

export interface Deps {
  client: S3Client
  now: () => number
}

export type State = 'ready' | 'requested' | 'in-progress'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** The longest times, the slowest tier first. */
const FLEXIBLE: [Tier, number][] = [
  ['Bulk', 12 * HOUR],
  ['Standard', 5 * HOUR],
  ['Expedited', 5 * MINUTE],
]
const DEEP: [Tier, number][] = [
  ['Bulk', 48 * HOUR],
  ['Standard', 12 * HOUR],
]
const TIERS: Record<string, [Tier, number][]> = {
  GLACIER: FLEXIBLE,
  ARCHIVE_ACCESS: FLEXIBLE,
  DEEP_ARCHIVE: DEEP,
  DEEP_ARCHIVE_ACCESS: DEEP,
}

export async function ensureRestored(
  bucket: string,
  key: string,
  wish: Wish,
  { client, now }: Deps,
): Promise<State> {
  const object = { Bucket: bucket, Key: key }
  const head = await client.send(new HeadObjectCommand(object))
  const tiers = TIERS[head.ArchiveStatus ?? head.StorageClass ?? 'STANDARD']
  if (!tiers) return 'ready'
  if (head.Restore?.includes('ongoing-request="true"')) return 'in-progress'

  const neededUntil = now() + wish.days * DAY
  const readableUntil = dateIn(head.Restore)
  const isReadable = readableUntil > now()
  if (readableUntil >= neededUntil) return 'ready'
  if (dateIn(head.Expiration) < neededUntil) {
    throw new RangeError(`"${key}" is deleted before ${wish.days} days are over`)
  }
  const days = head.ArchiveStatus ? {} : { Days: wish.days }
  const tier = isReadable ? {} : { GlacierJobParameters: { Tier: chooseTier(tiers, wish, now()) } }
  try {
    await client.send(new RestoreObjectCommand({ ...object, RestoreRequest: { ...days, ...tier } }))
    return isReadable ? 'ready' : 'requested'
  } catch (error) {
    if (error instanceof Error && error.name === 'RestoreAlreadyInProgress') return 'in-progress'
    throw error
  }
}

function chooseTier(tiers: [Tier, number][], { tier, deadline }: Wish, now: number): Tier {
  const available = deadline ? deadline.getTime() - now : Infinity
  const fitting = tiers.find(([name, time]) => (tier ? name === tier : time <= available))
  if (!fitting) throw new RangeError(`No restore can be done as wished: ${tier ?? 'too late'}`)
  return fitting[0]
}

/** The `expiry-date` in a header; NaN, which is neither sooner nor later than anything. */
function dateIn(header: HeadObjectCommandOutput['Restore']): number {
  return Date.parse(/expiry-date="([^"]*)"/.exec(header ?? '')?.[1] ?? '')
}
