// Over 200 lines: half of them are the types and tables of the stub.
import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
  type TransitionDefaultMinimumObjectSize,
  type TransitionStorageClass,
} from '@aws-sdk/client-s3'

export interface Problem {
  rule: string
  code:
    | 'count'
    | 'id'
    | 'no-action'
    | 'filter'
    | 'order'
    | 'expires-first'
    | 'short-stay'
    | 'directory'
}

/** One version of a key, or a delete marker. */
export interface Version {
  key: string
  isDeleteMarker: boolean
  /** In bytes. */
  size: number
  tags: Record<string, string>
  storageClass: 'STANDARD' | TransitionStorageClass
  lastModified: Date
  /** When a newer version took its place; absent where this is the current one. */
  noncurrentSince?: Date
  /** How many noncurrent versions of the key are newer. */
  newerNoncurrentVersions: number
  /** Whether the key has no other version. */
  isAlone: boolean
}

export interface Configuration {
  rules: LifecycleRule[]
  versioned: boolean
  /** `all_storage_classes_128K` if absent. */
  minimumSize?: TransitionDefaultMinimumObjectSize
}

export type Action =
  | { kind: 'none' | 'delete' | 'mark' }
  | { kind: 'transition'; storageClass: TransitionStorageClass }

/** Rules that must not be put; `problems` says why. */
export class InvalidRule extends Error {
  override name = 'InvalidRule'
  readonly problems: Problem[]

  constructor(problems: Problem[]) {
    super(`${problems.length} problems`)
    this.problems = problems
  }
}

/** Where each class leads. */
export const LEADS_TO: Record<string, readonly string[]> = {
  STANDARD: [
    'STANDARD_IA',
    'INTELLIGENT_TIERING',
    'ONEZONE_IA',
    'GLACIER_IR',
    'GLACIER',
    'DEEP_ARCHIVE',
  ],
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
  DEEP_ARCHIVE: [],
}

/** Days for which an object is billed at least. */
export const MINIMUM_DURATION: Record<string, number> = {
  STANDARD_IA: 30,
  ONEZONE_IA: 30,
  GLACIER_IR: 90,
  GLACIER: 90,
  DEEP_ARCHIVE: 180,
}

/** Which class S3 chooses where several are due, the favourite first. */
export const PREFERENCE = [
  'DEEP_ARCHIVE',
  'GLACIER',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
  'ONEZONE_IA',
  'STANDARD_IA',
] as const

/** Finds what is wrong with rules, before S3 or the bill says it. */
export function validateLifecycle(
  rules: LifecycleRule[],
  bucketType: 'general' | 'directory' = 'general',
): Problem[] {
  const isCountWrong = rules.length === 0 || rules.length > 1_000
  const ids = rules.map(({ ID }) => ID)
  const repeated = new Set(ids.filter((id, index) => id && ids.indexOf(id) < index))
  return [
    ...(isCountWrong ? [{ rule: '', code: 'count' } as const] : []),
    ...[...repeated].map((id) => ({ rule: id!, code: 'id' }) as const),
    ...rules.flatMap((rule) =>
      codesOf(rule, bucketType).map((code) => ({ rule: rule.ID ?? '', code })),
    ),
  ]
}

function codesOf(rule: LifecycleRule, bucketType: 'general' | 'directory'): Problem['code'][] {
  const current = (rule.Transitions ?? []).map(({ Days, StorageClass }) => ({
    day: Days ?? 0,
    to: StorageClass!,
  }))
  const noncurrent = (rule.NoncurrentVersionTransitions ?? []).map(
    ({ NoncurrentDays, StorageClass }) => ({ day: NoncurrentDays ?? 0, to: StorageClass! }),
  )
  const end = rule.NoncurrentVersionExpiration
  const codes: Problem['code'][] = [
    ...(hasAction(rule) ? [] : ['no-action' as const]),
    ...(isFilterFine(rule) ? [] : ['filter' as const]),
    ...scheduleCodes(current, rule.Expiration?.Days),
    ...scheduleCodes(noncurrent, end?.NoncurrentDays),
    ...(bucketType === 'directory' && isForGeneralBuckets(rule) ? ['directory' as const] : []),
  ]
  return [...new Set(codes)]
}

function hasAction(rule: LifecycleRule): boolean {
  return Boolean(
    rule.Expiration ??
    rule.NoncurrentVersionExpiration ??
    rule.AbortIncompleteMultipartUpload ??
    rule.Transitions?.[0] ??
    rule.NoncurrentVersionTransitions?.[0],
  )
}

function isFilterFine({ Filter }: LifecycleRule): boolean {
  if (!Filter) return false
  if (defined(Filter).length > 1) return false
  if (!Filter.And) return true
  const { Tags = [], ...others } = Filter.And
  return defined(others).length + Tags.length >= 2
}

function defined(members: object): unknown[] {
  return Object.values(members).filter((value) => value !== undefined)
}

interface Move {
  day: number
  to: TransitionStorageClass
}

/** Follows an object from class to class until it expires. */
function scheduleCodes(moves: Move[], end: number | undefined): Problem['code'][] {
  const codes: Problem['code'][] = []
  let at = { day: -1, in: 'STANDARD' }
  // Reads the transitions in the order in which somebody wrote them.
  for (const { day, to } of moves) {
    if (!LEADS_TO[at.in]?.includes(to) || day <= at.day) codes.push('order')
    else if (day - at.day < (MINIMUM_DURATION[at.in] ?? 0)) codes.push('short-stay')
    at = { day, in: to }
  }
  if (end === undefined || moves.length === 0) return codes
  if (end <= at.day) codes.push('expires-first')
  else if (end - at.day < (MINIMUM_DURATION[at.in] ?? 0)) codes.push('short-stay')
  return codes
}

function isForGeneralBuckets(rule: LifecycleRule): boolean {
  const { Transitions = [], NoncurrentVersionTransitions = [], Filter, Expiration } = rule
  return Boolean(
    Transitions[0] ??
    NoncurrentVersionTransitions[0] ??
    rule.NoncurrentVersionExpiration ??
    Filter?.Tag ??
    Filter?.And?.Tags?.[0] ??
    Expiration?.Date ??
    Expiration?.ExpiredObjectDeleteMarker,
  )
}

/** Says what S3 Lifecycle does to a version now. */
export function actionOn(version: Version, configuration: Configuration, now: Date): Action {
  const rules = configuration.rules.filter(
    (rule) => rule.Status === 'Enabled' && fits(rule, version),
  )
  const actions = rules.flatMap((rule) => dueActions(rule, { version, configuration, now }))
  const deletion = actions.find(({ kind }) => kind === 'delete')
  if (deletion) return deletion
  const classes = actions.map((action) => 'storageClass' in action && action.storageClass)
  const storageClass = PREFERENCE.find((name) => classes.includes(name))
  if (storageClass) return { kind: 'transition', storageClass }
  return actions[0] ?? { kind: 'none' }
}

function fits({ Filter = {} }: LifecycleRule, { key, size, tags }: Version): boolean {
  const { And = {}, Tag, ...single } = Filter
  const { Prefix, ObjectSizeGreaterThan, ObjectSizeLessThan } = { ...single, ...And }
  const wanted = [...(Tag ? [Tag] : []), ...(And.Tags ?? [])]
  return (
    key.startsWith(Prefix ?? '') &&
    size > (ObjectSizeGreaterThan ?? -1) &&
    size < (ObjectSizeLessThan ?? Infinity) &&
    wanted.every(({ Key, Value }) => Object.hasOwn(tags, Key!) && tags[Key!] === Value)
  )
}

interface Situation {
  version: Version
  configuration: Configuration
  now: Date
}

function dueActions(rule: LifecycleRule, situation: Situation): Action[] {
  const { version, configuration, now } = situation
  const isDue = (since: Date, days: number | undefined) =>
    days !== undefined && midnightAfter(since, days) <= now.getTime()
  const { noncurrentSince, newerNoncurrentVersions: newer } = version
  if (noncurrentSince) {
    const end = rule.NoncurrentVersionExpiration
    const isEnd =
      isDue(noncurrentSince, end?.NoncurrentDays) && newer >= (end?.NewerNoncurrentVersions ?? 0)
    const moves = (rule.NoncurrentVersionTransitions ?? []).filter(
      ({ NoncurrentDays, NewerNoncurrentVersions = 0 }) =>
        isDue(noncurrentSince, NoncurrentDays) && newer >= NewerNoncurrentVersions,
    )
    return [...(isEnd ? [{ kind: 'delete' } as const] : []), ...transitions(moves, rule, situation)]
  }
  const isEnd = isDue(version.lastModified, rule.Expiration?.Days)
  if (version.isDeleteMarker) {
    const isCleaned = isEnd || rule.Expiration?.ExpiredObjectDeleteMarker === true
    return version.isAlone && isCleaned ? [{ kind: 'delete' }] : []
  }
  const moves = (rule.Transitions ?? []).filter(({ Days }) => isDue(version.lastModified, Days))
  const kind = configuration.versioned ? 'mark' : 'delete'
  return [...(isEnd ? [{ kind } as const] : []), ...transitions(moves, rule, situation)]
}

const DAY = 24 * 60 * 60 * 1_000

function midnightAfter(since: Date, days: number): number {
  return Math.ceil((since.getTime() + days * DAY) / DAY) * DAY
}

function transitions(
  moves: { StorageClass?: TransitionStorageClass | undefined }[],
  { Filter }: LifecycleRule,
  { version, configuration }: Situation,
): Action[] {
  const sizes = [Filter, Filter?.And].map(
    (conditions) => conditions?.ObjectSizeGreaterThan ?? conditions?.ObjectSizeLessThan,
  )
  const isSizeTold = sizes.some((size) => size !== undefined)
  const isLarge = version.size >= 128 * 1_024 || isSizeTold
  const varies = configuration.minimumSize === 'varies_by_storage_class'
  return moves.flatMap(({ StorageClass: storageClass = 'STANDARD_IA' }) => {
    const isArchive = storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE'
    const isDown = LEADS_TO[version.storageClass]?.includes(storageClass)
    const moves = isDown && !version.isDeleteMarker && (isLarge || (varies && isArchive))
    return moves ? [{ kind: 'transition', storageClass } as const] : []
  })
}

/** Puts one rule into a bucket's configuration. */
export async function putRule(
  bucket: string,
  rule: LifecycleRule,
  { client }: { client: S3Client },
): Promise<void> {
  const { Rules = [], TransitionDefaultMinimumObjectSize } = await client
    .send(new GetBucketLifecycleConfigurationCommand({ Bucket: bucket }))
    .catch((error: Error) => {
      if (error.name === 'NoSuchLifecycleConfiguration') return {} as Partial<Stored>
      throw error
    })
  const isNew = !rule.ID || Rules.every(({ ID }) => ID !== rule.ID)
  const rules = isNew ? [...Rules, rule] : Rules.map((old) => (old.ID === rule.ID ? rule : old))
  const problems = validateLifecycle(rules)
  if (problems.length > 0) throw new InvalidRule(problems)
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: bucket,
      LifecycleConfiguration: { Rules: rules },
      TransitionDefaultMinimumObjectSize,
    }),
  )
}

interface Stored {
  Rules: LifecycleRule[]
  TransitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize
}
