import type { RestoreObjectRequest, RestoreStatus } from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { type S3, withStatus } from './account.ts'
import { type Found, findObject } from './find-object.ts'
import { midnightAfter } from './lifecycle-dates.ts'
import type { ObjectVersion, Restore } from './state.ts'
import { archiveTierOf } from './tiering.ts'

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE

/**
 * How long a restore takes, the fastest tier first: the longest time that AWS calls typical (SDK
 * text of `RestoreObject`).
 */
const DURATIONS = {
  GLACIER: { Expedited: 5 * MINUTE, Standard: 5 * HOUR, Bulk: 12 * HOUR },
  DEEP_ARCHIVE: { Expedited: undefined, Standard: 12 * HOUR, Bulk: 48 * HOUR },
} as const

/** Where an object lies that cannot be read; the tiers of Intelligent-Tiering are as slow. */
type Archive = keyof typeof DURATIONS

/** Bringing archived objects back for a while, or for good into the tier that is read often. */
export function restoreOperations(s3: S3): Operations {
  return {
    RestoreObject(input: RestoreObjectRequest) {
      const found = findObject(s3, input, 'POST')
      const { object } = found
      const request = checkRequest(s3, found, input)
      const now = s3.world.clock.now()
      const { restore } = object
      if (restore && restore.readyAt <= now && now < restore.expiresAt) {
        const { days } = request
        object.restore = { ...restore, days, expiresAt: midnightAfter(now, days) }
        return {}
      }
      const isOngoing = restore !== undefined && now < restore.readyAt
      if (isOngoing) checkUpgrade(s3, restore, request)
      object.restore = request
      return withStatus(202, {})
    },
  }
}

/**
 * Throws InvalidObjectState where an object is archived and no restored copy is at hand; `role` is
 * what AWS's text calls the object.
 */
export function requireActive(
  s3: S3,
  { bucket, object }: Found,
  role: 'the object' | 'the source object' = 'the object',
): void {
  const now = s3.world.clock.now()
  const AccessTier = archiveTierOf(bucket, object, now)
  const { restore, storageClass: StorageClass } = object
  const isRestored = restore && restore.readyAt <= now && now < restore.expiresAt
  const isArchived = StorageClass === 'GLACIER' || StorageClass === 'DEEP_ARCHIVE'
  if (!AccessTier && (!isArchived || isRestored)) return
  const operation = role === 'the object' ? 'The operation' : 'Operation'
  s3.errors.fail('InvalidObjectState', {
    message: `${operation} is not valid for ${role}'s ${AccessTier ? 'access tier' : 'storage class'}`,
    StorageClass,
    ...(AccessTier && { AccessTier }),
  })
}

/** The `x-amz-restore` header: whether a restore goes on, or until when its copy stays. */
export function restoreHeader({ restore }: ObjectVersion, now: number): string | undefined {
  if (!restore || restore.expiresAt <= now) return undefined
  if (now < restore.readyAt) return 'ongoing-request="true"'
  return `ongoing-request="false", expiry-date="${new Date(restore.expiresAt).toUTCString()}"`
}

/** A restore as listings tell it on request. */
export function restoreStatus({ restore }: ObjectVersion, now: number): RestoreStatus | undefined {
  if (!restore || restore.expiresAt <= now) return undefined
  if (now < restore.readyAt) return { IsRestoreInProgress: true }
  return { IsRestoreInProgress: false, RestoreExpiryDate: new Date(restore.expiresAt) }
}

/** The restore that a request asks for, were it to begin now. */
function checkRequest(s3: S3, found: Found, input: RestoreObjectRequest): Restore {
  const { errors, world } = s3
  const { Days, GlacierJobParameters, OutputLocation, SelectParameters, Tier, Type } =
    input.RestoreRequest ?? {}
  if (Type ?? SelectParameters ?? OutputLocation) {
    errors.fail('NotImplemented', { message: 'Restores of type SELECT are not emulated' })
  }
  const archive = archiveOf(s3, found)
  const isTiered = found.object.storageClass === 'INTELLIGENT_TIERING'
  // A restored tier has no end, so S3 takes no days for it; which error it gives is not on record.
  if ((Days === undefined) !== isTiered) errors.fail('MalformedXML')
  const days = Days ?? 0
  if (!isTiered && !(Number.isInteger(days) && days >= 1)) {
    errors.fail('InvalidArgument', { message: 'restoration days should be at least 1' })
  }
  const tier = GlacierJobParameters?.Tier ?? Tier ?? 'Standard'
  if (!(tier in DURATIONS[archive])) errors.fail('MalformedXML')
  const duration = DURATIONS[archive][tier]
  if (duration === undefined) {
    const message = 'Retrieval option is not supported by this storage class'
    return errors.fail('InvalidArgument', { message })
  }
  const readyAt = world.clock.now() + duration
  return { tier, days, readyAt, expiresAt: isTiered ? readyAt : midnightAfter(readyAt, days) }
}

function archiveOf({ errors, world }: S3, { bucket, object }: Found): Archive {
  const { storageClass: StorageClass } = object
  if (StorageClass === 'GLACIER' || StorageClass === 'DEEP_ARCHIVE') return StorageClass
  if (StorageClass === 'INTELLIGENT_TIERING') {
    const tier = archiveTierOf(bucket, object, world.clock.now())
    if (!tier) return errors.fail('ObjectAlreadyInActiveTierError')
    return tier === 'ARCHIVE_ACCESS' ? 'GLACIER' : 'DEEP_ARCHIVE'
  }
  const message = "Restore is not allowed for the object's current storage class"
  return errors.fail('InvalidObjectState', { StorageClass, message })
}

/** While a restore goes on, only a faster tier is taken, for the same number of days. */
function checkUpgrade({ errors }: S3, ongoing: Restore, upgrade: Restore) {
  const tiers = Object.keys(DURATIONS.GLACIER)
  const isFaster = tiers.indexOf(upgrade.tier) < tiers.indexOf(ongoing.tier)
  if (isFaster && upgrade.days === ongoing.days) return
  errors.fail('RestoreAlreadyInProgress')
}
