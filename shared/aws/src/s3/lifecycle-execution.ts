import type { LifecycleRule } from '@aws-sdk/client-s3'
import type { S3 } from './account.ts'
import { abortsOf, DAY, enabledRules, expirationOf, midnightAfter } from './lifecycle-dates.ts'
import { appliesTo } from './lifecycle-filter.ts'
import { canMove, coldness } from './lifecycle-transitions.ts'
import type { Bucket, ObjectVersion, StorageClass, Upload, Version } from './state.ts'
import { removeUpload } from './uploads.ts'
import { deleteCurrent, removeVersion } from './versions.ts'

/** How often one call may hold a rule against a version: a few seconds' worth. */
const MAX_LOOKS = 2_000_000

/**
 * Carries out what a bucket's lifecycle rules asked for at every midnight, UTC, since they were
 * last looked at. Nothing is due between midnights, so most calls return at once. Throws NotImplemented
 * for more than can be done while somebody waits.
 */
export function runLifecycle(s3: S3, bucket: Bucket): void {
  const until = Math.floor(s3.world.clock.now() / DAY) * DAY
  if (bucket.lifecycleRanAt >= until) return
  const rules = enabledRules(bucket)
  let looks = 0
  while (rules.length > 0 && bucket.lifecycleRanAt < until) {
    looks += rules.length * versionsIn(bucket)
    if (looks > MAX_LOOKS) {
      const message =
        'The embedded AWS does not carry out so many lifecycle rules on so many objects'
      return s3.errors.fail('NotImplemented', { message })
    }
    const due = dueActions(bucket, rules)
    const midnight = midnightAfter(bucket.lifecycleRanAt + 1, 0)
    const next = Math.max(midnight, Math.min(earliest(due.flat()), earliest(aborts(bucket))))
    if (next > until) break
    for (const actions of due) act(s3, bucket, { actions, at: next })
    for (const { at, upload } of aborts(bucket)) if (at <= next) removeUpload(bucket, upload)
    bucket.lifecycleRanAt = next
  }
  bucket.lifecycleRanAt = until
}

function versionsIn({ objects }: Bucket): number {
  let count = 0
  for (const [, versions] of objects.ascending()) count += versions.length
  return count
}

/** What a rule does to a version; `at` is the midnight from which on it does. */
type Action = { version: Version; at: number } & (
  | { kind: 'delete' | 'mark' }
  | { kind: 'transition'; to: StorageClass }
)

function earliest(due: readonly { at: number }[]): number {
  return due.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY)
}

/** One action a day and version: deleting goes before moving, and moving before marking. */
function act(s3: S3, bucket: Bucket, { actions, at }: { actions: Action[]; at: number }) {
  const due = actions.filter((action) => action.at <= at)
  const transitions = due.filter((action) => action.kind === 'transition')
  const [coldest] = transitions.sort((a, b) => coldness(b.to) - coldness(a.to))
  const deletion = due.find(({ kind }) => kind === 'delete')
  if (deletion) return removeVersion(bucket, deletion.version)
  if (coldest) return move(coldest.version, coldest.to, at)
  const [mark] = due
  if (mark) deleteCurrent(s3, bucket, { key: mark.version.key, at })
}

function move(version: Version, to: StorageClass, at: number) {
  if (version.isDeleteMarker) return
  version.storageClass = to
  version.accessedAt = at
  delete version.restore
}

/** The actions ahead of each version that has any. */
function dueActions(bucket: Bucket, rules: readonly LifecycleRule[]): Action[][] {
  const due: Action[][] = []
  for (const [, versions] of bucket.objects.ascending()) {
    versions.forEach((version, index) => {
      const filtered = filteredOf(version)
      const applying = rules.filter((rule) => appliesTo(rule, filtered))
      const actions = applying.flatMap((rule) =>
        index === 0
          ? currentActions(bucket, rule, { version, isAlone: versions.length === 1 })
          : noncurrentActions(bucket, rule, { version, newer: index - 1 }),
      )
      if (actions.length > 0) due.push(actions)
    })
  }
  return due
}

function filteredOf(version: Version) {
  if (version.isDeleteMarker) return { key: version.key, size: 0, tags: [] }
  return { key: version.key, size: version.content.size, tags: version.tags }
}

function currentActions(
  bucket: Bucket,
  rule: LifecycleRule,
  { version, isAlone }: { version: Version; isAlone: boolean },
): Action[] {
  const expiresAt = expirationOf(rule, version.lastModified)
  if (version.isDeleteMarker) {
    const at = rule.Expiration?.ExpiredObjectDeleteMarker ? 0 : expiresAt
    return isAlone && at !== undefined ? [{ version, at, kind: 'delete' }] : []
  }
  const transitions = (rule.Transitions ?? []).map(({ Date: date, Days, StorageClass }) => ({
    at: date ? date.getTime() : midnightAfter(version.lastModified, Days!),
    to: StorageClass!,
  }))
  const kind = bucket.versioning === undefined ? 'delete' : 'mark'
  return [
    ...(expiresAt === undefined ? [] : [{ version, at: expiresAt, kind } as const]),
    ...moves(bucket, rule, { version, transitions }),
  ]
}

/**
 * Counts days since a successor took the version's place, and keeps as many newer ones as asked. A
 * lock goes before a lifecycle rule.
 */
function noncurrentActions(
  bucket: Bucket,
  rule: LifecycleRule,
  { version, newer }: { version: Version; newer: number },
): Action[] {
  const since = version.noncurrentSince ?? version.lastModified
  const { NoncurrentVersionExpiration: expiration, NoncurrentVersionTransitions = [] } = rule
  const until = version.isDeleteMarker ? undefined : version.retention?.until
  const old = midnightAfter(since, expiration?.NoncurrentDays ?? 0)
  const at = Math.max(old, midnightAfter(until ?? 0, 0))
  const isExpiring =
    expiration &&
    newer >= (expiration.NewerNoncurrentVersions ?? 0) &&
    (version.isDeleteMarker || version.legalHold !== 'ON')
  const transitions = NoncurrentVersionTransitions.filter(
    ({ NewerNoncurrentVersions = 0 }) => newer >= NewerNoncurrentVersions,
  ).map(({ NoncurrentDays, StorageClass }) => ({
    at: midnightAfter(since, NoncurrentDays!),
    to: StorageClass!,
  }))
  return [
    ...(isExpiring ? [{ version, at, kind: 'delete' } as const] : []),
    ...(version.isDeleteMarker ? [] : moves(bucket, rule, { version, transitions })),
  ]
}

function moves(
  bucket: Bucket,
  rule: LifecycleRule,
  {
    version,
    transitions,
  }: { version: ObjectVersion; transitions: { at: number; to: StorageClass }[] },
): Action[] {
  const { minimumSize } = bucket.lifecycle!
  return transitions
    .filter(({ to }) => canMove(version, to, { rule, minimumSize }))
    .map(({ at, to }) => ({ version, at, kind: 'transition', to }))
}

function aborts(bucket: Bucket): { at: number; upload: Upload }[] {
  return [...bucket.uploads.ascending()].flatMap(([, uploads]) =>
    uploads.flatMap((upload) => abortsOf(bucket, upload).map(({ at }) => ({ at, upload }))),
  )
}
