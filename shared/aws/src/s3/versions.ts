import { type S3, wholeSecond } from './account.ts'
import type { Bucket, DeleteMarker, ObjectVersion, Version } from './state.ts'

/** The newest version of a key, be it a delete marker. */
export function currentVersion(bucket: Bucket, key: string): Version | undefined {
  return bucket.objects.get(key)?.[0]
}

/** The object that a key stands for now, or undefined. */
export function currentObject(bucket: Bucket, key: string): ObjectVersion | undefined {
  const version = currentVersion(bucket, key)
  return version?.isDeleteMarker ? undefined : version
}

/** The version with this ID, or undefined; InvalidArgument where S3 never handed the ID out. */
export function findVersion(
  s3: S3,
  bucket: Bucket,
  { key, versionId }: { key: string; versionId: string },
): Version | undefined {
  if (versionId !== 'null' && !s3.versionIds.has(versionId)) {
    const argument = { ArgumentName: 'versionId', ArgumentValue: versionId }
    s3.errors.fail('InvalidArgument', { ...argument, message: 'Invalid version id specified' })
  }
  return bucket.objects.get(key)?.find((version) => version.versionId === versionId)
}

/** The version ID as outputs tell it: not at all where the bucket never had versioning. */
export function toldVersionId(bucket: Bucket, version: Version): string | undefined {
  return bucket.versioning === undefined ? undefined : version.versionId
}

/** Stores an object as the current version of its key and returns it with its version ID. */
export function putVersion(
  s3: S3,
  bucket: Bucket,
  object: Omit<ObjectVersion, 'isDeleteMarker' | 'versionId' | 'serial' | 'noncurrentSince'>,
): ObjectVersion {
  const stored = { ...object, isDeleteMarker: false, ...nextVersion(s3, bucket) } as const
  putOnTop(bucket, stored, wholeSecond(s3))
  return stored
}

/**
 * Deletes the current version as `DeleteObject` does, for good or by a delete marker; now, or as
 * if at another time in milliseconds since 1970.
 */
export function deleteCurrent(
  s3: S3,
  bucket: Bucket,
  { key, at: lastModified = wholeSecond(s3) }: { key: string; at?: number },
): DeleteMarker | undefined {
  if (bucket.versioning === undefined) {
    removeVersion(bucket, currentVersion(bucket, key))
    return undefined
  }
  const identity = nextVersion(s3, bucket)
  const marker: DeleteMarker = { isDeleteMarker: true, key, lastModified, ...identity }
  putOnTop(bucket, marker, lastModified)
  return marker
}

/** Puts a version on top of its key's other ones; the null version has only one place. */
export function putOnTop(bucket: Bucket, version: Version, at: number): void {
  const others = bucket.objects.get(version.key) ?? []
  const kept = others.filter((other) => other.versionId !== version.versionId)
  if (kept[0]) kept[0].noncurrentSince ??= at
  bucket.objects.set(version.key, [version, ...kept])
  noteChange(bucket, version.key)
}

/** Deletes one version for good. */
export function removeVersion(bucket: Bucket, version: Version | undefined): void {
  const versions = version && bucket.objects.get(version.key)
  if (!versions) return
  const kept = versions.filter((other) => other !== version)
  if (kept.length === 0) bucket.objects.delete(version.key)
  else bucket.objects.set(version.key, kept)
  if (kept[0]) delete kept[0].noncurrentSince
  if (versions[0] === version) noteChange(bucket, version.key)
}

/** A new version ID of AWS's form, or `null` while versioning is off. */
function nextVersion(s3: S3, bucket: Bucket): Pick<Version, 'versionId' | 'serial'> {
  const serial = s3.nextSerial()
  if (bucket.versioning !== 'Enabled') return { versionId: 'null', serial }
  const versionId = Buffer.from(s3.world.randomHex(24), 'hex').toString('base64url')
  s3.versionIds.set(versionId, serial)
  return { versionId, serial }
}

/** Uploads that were in progress meanwhile can no longer complete on a condition. */
function noteChange(bucket: Bucket, key: string) {
  for (const upload of bucket.uploads.get(key) ?? []) upload.isConflicted = true
}
