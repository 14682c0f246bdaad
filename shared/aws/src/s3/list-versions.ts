import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion as ObjectVersionEntry,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { ownerOf, present, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { commonPrefixesOf, listedObject } from './list-objects.ts'
import {
  commonPrefix,
  type Entry,
  keyEncoder,
  nameOf,
  pageSize,
  takePage,
  walk,
} from './listing.ts'
import type { Bucket, Version } from './state.ts'
import { findVersion } from './versions.ts'

/** Listing all versions of the objects in a bucket. */
export function listVersionsOperations(s3: S3): Operations {
  const { errors } = s3
  return {
    ListObjectVersions(input: ListObjectVersionsRequest): ListObjectVersionsOutput {
      const bucket = findBucket(s3, input)
      const { Prefix = '', Delimiter = '', KeyMarker = '', VersionIdMarker = '' } = input
      checkMarkers(s3, input)
      const encode = keyEncoder(input.EncodingType, errors)
      const limit = pageSize(input.MaxKeys, 'max-keys', errors)
      const page = takePage(walkVersions(s3, bucket, input), limit)
      const listed = page.entries.flatMap((entry) => ('prefix' in entry ? [] : [entry.value]))
      const versions = listed.flatMap((entry): ObjectVersionEntry[] => {
        const { version } = entry
        if (version.isDeleteMarker) return []
        return [{ ...listedObject(version), ...identity(s3, entry, encode) } as ObjectVersionEntry]
      })
      const markers = listed
        .filter(({ version }) => version.isDeleteMarker)
        .map((entry): DeleteMarkerEntry => identity(s3, entry, encode))
      const next = page.isTruncated ? page.last : undefined
      return present({
        Name: bucket.name,
        Prefix: encode(Prefix),
        KeyMarker: encode(KeyMarker),
        VersionIdMarker,
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        MaxKeys: limit,
        EncodingType: input.EncodingType,
        IsTruncated: page.isTruncated,
        NextKeyMarker: next && encode(nameOf(next)),
        NextVersionIdMarker: next && 'value' in next ? next.value.version.versionId : undefined,
        Versions: versions.length > 0 ? versions : undefined,
        DeleteMarkers: markers.length > 0 ? markers : undefined,
        CommonPrefixes: commonPrefixesOf(page, encode),
      })
    },
  }
}

interface ListedVersion {
  version: Version
  isLatest: boolean
}

function* walkVersions(
  s3: S3,
  bucket: Bucket,
  input: ListObjectVersionsRequest,
): Generator<Entry<ListedVersion>> {
  const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker: after = '' } = input
  const request = { prefix, delimiter, after }
  if (after.startsWith(prefix) && commonPrefix(after, request) === undefined) {
    for (const value of olderThanMarker(s3, bucket, input)) yield { key: after, value }
  }
  for (const entry of walk(bucket.objects, request, listedVersions)) {
    if ('prefix' in entry) yield entry
    else for (const value of entry.value) yield { key: entry.key, value }
  }
}

/** The versions of the marker's key behind the marker, which may be deleted by now. */
function olderThanMarker(
  s3: S3,
  bucket: Bucket,
  input: ListObjectVersionsRequest,
): ListedVersion[] {
  const { KeyMarker: key = '', VersionIdMarker: versionId = '' } = input
  if (versionId === '') return []
  const marked = findVersion(s3, bucket, { key, versionId })?.serial ?? s3.versionIds.get(versionId)
  const versions = listedVersions(bucket.objects.get(key) ?? [])
  return versions.filter(({ version }) => marked !== undefined && version.serial < marked)
}

function listedVersions(stored: Version[]): ListedVersion[] {
  return stored.map((version, index) => ({ version, isLatest: index === 0 }))
}

function checkMarkers({ errors }: S3, { KeyMarker, VersionIdMarker }: ListObjectVersionsRequest) {
  if (!VersionIdMarker || KeyMarker) return
  errors.fail('InvalidArgument', {
    ArgumentName: 'version-id-marker',
    ArgumentValue: VersionIdMarker,
    message: 'A version-id marker cannot be specified without a key marker.',
  })
}

function identity(s3: S3, { version, isLatest }: ListedVersion, encode: (key: string) => string) {
  return {
    Key: encode(version.key),
    VersionId: version.versionId,
    IsLatest: isLatest,
    LastModified: new Date(version.lastModified),
    Owner: ownerOf(s3),
  }
}
