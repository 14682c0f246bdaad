// Over 200 lines: every rule that S3 has for rules.
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3'

type Minimum = TransitionDefaultMinimumObjectSize

const PREFERENCE = 'DEEP_ARCHIVE GLACIER INTELLIGENT_TIERING GLACIER_IR ONEZONE_IA STANDARD_IA'
const MINIMUM = { STANDARD_IA: 30, ONEZONE_IA: 30, GLACIER_IR: 90, GLACIER: 90, DEEP_ARCHIVE: 180 }
/** Moves that S3 refuses although the class is colder. */
const REFUSED = ['ONEZONE_IA GLACIER_IR']
const WARM_TO_COLD = [
  'STANDARD',
  'STANDARD_IA',
  'INTELLIGENT_TIERING',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
]

export class InvalidRule extends Error {
  override name = 'InvalidRule'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super('The rule is invalid')
    this.problems = problems
  }
}

interface Problem {
  rule: string
  code: string
}

function canMove(from: string, to: string): boolean {
  const isColder = WARM_TO_COLD.indexOf(to) > WARM_TO_COLD.indexOf(from)
  return isColder && !REFUSED.includes(`${from} ${to}`)
}

export function validateLifecycle(rules: LifecycleRule[], bucketType = 'general'): Problem[] {
  const problems: Problem[] = []
  if (rules.length < 1 || rules.length > 1000) problems.push({ rule: '', code: 'count' })
  const seen = new Map<string, number>()
  for (const rule of rules) {
    const id = rule.ID ?? ''
    const codes = new Set<string>()
    seen.set(id, (seen.get(id) ?? 0) + 1)
    if (id !== '' && seen.get(id) === 2) codes.add('id')
    judgeFilter(rule, codes)
    const { Transitions: moves = [], NoncurrentVersionTransitions: oldMoves = [] } = rule
    const { Expiration, NoncurrentVersionExpiration: oldEnd, AbortIncompleteMultipartUpload } = rule
    const ends = [Expiration, oldEnd, AbortIncompleteMultipartUpload].filter(Boolean).length
    if (ends + moves.length + oldMoves.length === 0) codes.add('no-action')
    judge(
      moves.map((move) => [move.Days!, move.StorageClass!]),
      Expiration?.Days,
      codes,
    )
    judge(
      oldMoves.map((move) => [move.NoncurrentDays!, move.StorageClass!]),
      oldEnd?.NoncurrentDays,
      codes,
    )
    const hasTags = rule.Filter?.Tag || rule.Filter?.And?.Tags?.length
    const hasOther = Expiration?.Date || Expiration?.ExpiredObjectDeleteMarker || oldEnd
    if (bucketType === 'directory' && (hasTags || hasOther || moves.length + oldMoves.length > 0)) {
      codes.add('directory')
    }
    for (const code of codes) problems.push({ rule: id, code })
  }
  return problems
}

function judgeFilter({ Filter }: LifecycleRule, codes: Set<string>) {
  const { And } = Filter ?? {}
  const members = Object.values(Filter ?? {}).filter((member) => member !== undefined)
  const conditions = Object.values(And ?? {})
    .flat()
    .filter((member) => member !== undefined)
  if (!Filter || members.length > 1 || (And && conditions.length < 2)) codes.add('filter')
}

function judge(moves: [number, string][], end: number | undefined, codes: Set<string>) {
  const steps = moves.toSorted(([a], [b]) => a - b)
  steps.forEach(([day, to], index) => {
    const [before, from] = steps[index - 1] ?? [-1, 'STANDARD']
    if (day === before || !canMove(from, to)) codes.add('order')
    const [next] = steps[index + 1] ?? [end]
    const least = MINIMUM[to as keyof typeof MINIMUM] ?? 0
    if (next === undefined) return
    if (index === steps.length - 1 && next <= day) codes.add('expires-first')
    else if (next - day < least) codes.add('short-stay')
  })
}

interface Version {
  key: string
  isDeleteMarker: boolean
  size: number
  tags: Record<string, string>
  storageClass: string
  lastModified: Date
  noncurrentSince?: Date
  newerNoncurrentVersions: number
  isAlone: boolean
}

interface Configuration {
  rules: LifecycleRule[]
  versioned: boolean
  minimumSize?: string
}

export function actionOn(version: Version, configuration: Configuration, now: Date) {
  const midnights = (since: Date) => {
    const start = Date.UTC(since.getUTCFullYear(), since.getUTCMonth(), since.getUTCDate())
    const isMidnight = since.getTime() === start
    return (now.getTime() - start) / 86_400_000 - (isMidnight ? 0 : 1)
  }
  const since = version.noncurrentSince ?? version.lastModified
  const isOver = (days?: number) => days !== undefined && midnights(since) >= days
  const wishes = new Set<string>()
  for (const rule of configuration.rules) {
    const { Filter = {}, Expiration, NoncurrentVersionExpiration: oldEnd } = rule
    if (rule.Status !== 'Enabled' || !matches(Filter, version)) continue
    const newer = version.newerNoncurrentVersions
    if (version.noncurrentSince) {
      const isSpared = newer < (oldEnd?.NewerNoncurrentVersions ?? 0)
      if (isOver(oldEnd?.NoncurrentDays) && !isSpared) wishes.add('delete')
      for (const move of rule.NoncurrentVersionTransitions ?? []) {
        if (newer < (move.NewerNoncurrentVersions ?? 0) || !isOver(move.NoncurrentDays)) continue
        wish(rule, move.StorageClass!)
      }
      continue
    }
    if (version.isDeleteMarker) {
      const isCleaned = Expiration?.ExpiredObjectDeleteMarker || isOver(Expiration?.Days)
      if (version.isAlone && isCleaned) wishes.add('delete')
      continue
    }
    if (isOver(Expiration?.Days)) wishes.add(configuration.versioned ? 'mark' : 'delete')
    for (const { Days, StorageClass } of rule.Transitions ?? []) {
      if (isOver(Days)) wish(rule, StorageClass!)
    }
  }
  const choice = ['delete', ...PREFERENCE.split(' '), 'mark'].find((name) => wishes.has(name))
  if (choice === undefined) return { kind: 'none' }
  const isEnd = choice === 'delete' || choice === 'mark'
  return isEnd ? { kind: choice } : { kind: 'transition', storageClass: choice }

  function wish({ Filter = {} }: LifecycleRule, to: string) {
    const all = { ...Filter, ...Filter.And }
    const hasSize = 'ObjectSizeGreaterThan' in all || 'ObjectSizeLessThan' in all
    const isArchive = to === 'GLACIER' || to === 'DEEP_ARCHIVE'
    const isExempt = isArchive && configuration.minimumSize === 'varies_by_storage_class'
    const isMovable = version.size >= 131_072 || hasSize || isExempt
    if (isMovable && canMove(version.storageClass, to)) wishes.add(to)
  }
}

function matches(filter: NonNullable<LifecycleRule['Filter']>, { key, size, tags }: Version) {
  for (const part of [filter, filter.And ?? {}]) {
    if (!key.startsWith(part.Prefix ?? '')) return false
    if (size <= (part.ObjectSizeGreaterThan ?? -1)) return false
    if (size >= (part.ObjectSizeLessThan ?? Infinity)) return false
    const wanted = 'Tags' in part ? (part.Tags ?? []) : 'Tag' in part && part.Tag ? [part.Tag] : []
    if (wanted.some(({ Key, Value }) => tags[Key!] !== Value)) return false
  }
  return true
}

export async function putRule(
  bucket: string,
  rule: LifecycleRule,
  { client }: { client: S3Client },
) {
  let before: {
    Rules?: LifecycleRule[] | undefined
    TransitionDefaultMinimumObjectSize?: Minimum | undefined
  } = {}
  try {
    before = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))
  } catch (error) {
    if ((error as Error).name !== 'NoSuchLifecycleConfiguration') throw error
  }
  const kept = (before.Rules ?? []).filter(({ ID }) => !rule.ID || ID !== rule.ID)
  const problems = validateLifecycle([...kept, rule])
  if (problems.length > 0) throw new InvalidRule(problems)
  const { TransitionDefaultMinimumObjectSize } = before
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: { Rules: [...kept, rule] },
      TransitionDefaultMinimumObjectSize,
    }),
  )
}
