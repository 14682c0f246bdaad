import { HeadObjectCommand, RestoreObjectCommand, S3Client } from '@aws-sdk/client-s3'

export type Tier = 'Bulk' | 'Standard' | 'Expedited'
export type State = 'ready' | 'requested' | 'in-progress'

export interface Wish {
  days: number
  tier?: Tier
  deadline?: Date
}

export interface Deps {
  client: S3Client
  now: () => number
}

type Decision = State | 'extend' | { ask: Tier }

interface Facts {
  place: string
  restore: Record<string, string>
  expiration: Record<string, string>
}

export async function ensureRestored(
  Bucket: string,
  Key: string,
  wish: Wish,
  { client, now }: Deps,
): Promise<State> {
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }))
  const facts: Facts = {
    place: head.ArchiveStatus ?? head.StorageClass ?? 'STANDARD',
    restore: membersOf(head.Restore),
    expiration: membersOf(head.Expiration),
  }
  const decision = decide(facts, wish, now())
  if (typeof decision === 'string' && decision !== 'extend') return decision
  const RestoreRequest = {
    ...(facts.place.endsWith('ACCESS') ? {} : { Days: wish.days }),
    ...(decision === 'extend' ? {} : { GlacierJobParameters: { Tier: decision.ask } }),
  }
  return client.send(new RestoreObjectCommand({ Bucket, Key, RestoreRequest })).then(
    () => (decision === 'extend' ? 'ready' : 'requested'),
    (error: Error) => {
      if (error.name === 'RestoreAlreadyInProgress') return 'in-progress'
      throw error
    },
  )
}

function decide({ place, restore, expiration }: Facts, wish: Wish, now: number): Decision {
  const isDeep = place.startsWith('DEEP_ARCHIVE')
  if (!isDeep && place !== 'GLACIER' && place !== 'ARCHIVE_ACCESS') return 'ready'
  if (restore['ongoing-request'] === 'true') return 'in-progress'
  const end = now + wish.days * 86_400_000
  const copyEnds = new Date(restore['expiry-date'] ?? 0).getTime()
  if (copyEnds >= end) return 'ready'
  const objectEnds = expiration['expiry-date']
  if (objectEnds && new Date(objectEnds).getTime() < end) throw new RangeError('Deleted before')
  if (copyEnds > now) return 'extend'

  const hours = isDeep
    ? { Bulk: 48, Standard: 12, Expedited: Infinity }
    : { Bulk: 12, Standard: 5, Expedited: 1 / 12 }
  const left = wish.deadline ? (wish.deadline.getTime() - now) / 3_600_000 : Number.MAX_VALUE
  const names: Tier[] = wish.tier ? [wish.tier] : ['Bulk', 'Standard', 'Expedited']
  const limit = wish.tier ? Number.MAX_VALUE : left
  const ask = names.find((name) => hours[name] <= limit)
  if (!ask) throw new RangeError('No tier is that fast')
  return { ask }
}

/** Members of a header such as `a="1", b="2, 3"`. */
function membersOf(header = ''): Record<string, string> {
  const found = header.matchAll(/([\w-]+)="([^"]*)"/g)
  return Object.fromEntries([...found].map(([, name, value]) => [name, value]))
}
