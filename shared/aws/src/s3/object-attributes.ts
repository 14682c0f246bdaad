import type { GetObjectAttributesOutput, GetObjectAttributesRequest } from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { present, type S3 } from './account.ts'
import { type Checksum, checksumMembers } from './checksums.ts'
import { unquoted } from './conditions.ts'
import { requireKey } from './encryption.ts'
import { findObject } from './find-object.ts'
import { pageSize } from './listing.ts'
import type { ObjectVersion } from './state.ts'
import { toldVersionId } from './versions.ts'

const ATTRIBUTES = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']

/** Single facts of an object, and the parts it was uploaded in. */
export function objectAttributesOperations(s3: S3): Operations {
  return {
    GetObjectAttributes(input: GetObjectAttributesRequest): GetObjectAttributesOutput {
      const { bucket, object } = findObject(s3, input)
      requireKey(object.encryption, input, s3.errors)
      const asked: readonly string[] = input.ObjectAttributes ?? []
      if (asked.length === 0 || asked.some((name) => !ATTRIBUTES.includes(name))) {
        s3.errors.fail('InvalidArgument', {
          ArgumentName: 'x-amz-object-attributes',
          ArgumentValue: asked.join(),
          message: 'Invalid attribute name specified.',
        })
      }
      const has = (name: string) => asked.includes(name)
      return present({
        LastModified: new Date(object.lastModified),
        VersionId: toldVersionId(bucket, object),
        ETag: has('ETag') ? unquoted(object.etag) : undefined,
        Checksum: has('Checksum') ? checksumMembers(withoutCount(object.checksum)) : undefined,
        ObjectParts: has('ObjectParts') ? partsOf(s3, object, input) : undefined,
        StorageClass: has('StorageClass') ? object.storageClass : undefined,
        ObjectSize: has('ObjectSize') ? object.content.size : undefined,
      })
    },
  }
}

/** Here, and only here, a composite checksum comes without its number of parts. */
function withoutCount(checksum: Checksum | undefined): Checksum | undefined {
  return checksum && { ...checksum, value: checksum.value.replace(/-\d+$/, '') }
}

/** Single parts are told only where they have checksums of their own. */
function partsOf(s3: S3, { parts, checksum }: ObjectVersion, input: GetObjectAttributesRequest) {
  if (!parts) return undefined
  const TotalPartsCount = parts.length
  if (checksum?.type !== 'COMPOSITE') return { TotalPartsCount }
  const MaxParts = pageSize(input.MaxParts, 'max-parts', s3.errors)
  const marker = Number(input.PartNumberMarker ?? 0)
  const rest = parts.filter(({ number }) => number > marker)
  const page = rest.slice(0, MaxParts)
  return present({
    TotalPartsCount,
    PartNumberMarker: String(marker),
    NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
    MaxParts,
    IsTruncated: page.length < rest.length,
    Parts:
      page.length > 0
        ? page.map((part) => ({
            PartNumber: part.number,
            Size: part.size,
            [`Checksum${checksum.algorithm}`]: part.checksum,
          }))
        : undefined,
  })
}
