import type {
  _Object,
  CommonPrefix,
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  OptionalObjectAttributes,
} from '@aws-sdk/client-s3'
import type { Operations } from '../service.ts'
import { ownerOf, present, type S3 } from './account.ts'
import { findBucket } from './find-bucket.ts'
import { keyEncoder, nameOf, type Page, pageSize, takePage, walk } from './listing.ts'
import { restoreStatus } from './restore.ts'
import type { ObjectVersion, Version } from './state.ts'

/** Listing the current objects of a bucket. */
export function listObjectsOperations(s3: S3): Operations {
  const { errors } = s3
  return {
    ListObjects(input: ListObjectsRequest): ListObjectsOutput {
      const bucket = findBucket(s3, input)
      const { Prefix = '', Delimiter = '', Marker = '' } = input
      const encode = keyEncoder(input.EncodingType, errors)
      const limit = pageSize(input.MaxKeys, 'max-keys', errors)
      const request = { prefix: Prefix, delimiter: Delimiter, after: Marker }
      const page = takePage(walk(bucket.objects, request, currentOf), limit)
      const isMarked = page.isTruncated && Delimiter !== ''
      return present({
        Name: bucket.name,
        Prefix: encode(Prefix),
        Marker: encode(Marker),
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        MaxKeys: limit,
        EncodingType: input.EncodingType,
        IsTruncated: page.isTruncated,
        NextMarker: isMarked ? encode(nameOf(page.last!)) : undefined,
        ...listed(s3, page, { encode, owner: true, optional: input.OptionalObjectAttributes }),
      })
    },
    ListObjectsV2(input: ListObjectsV2Request): ListObjectsV2Output {
      const bucket = findBucket(s3, input)
      const { Prefix = '', Delimiter = '', StartAfter = '', ContinuationToken } = input
      const encode = keyEncoder(input.EncodingType, errors)
      const limit = pageSize(input.MaxKeys, 'max-keys', errors)
      const after = ContinuationToken === undefined ? StartAfter : readToken(s3, ContinuationToken)
      const request = { prefix: Prefix, delimiter: Delimiter, after }
      const page = takePage(walk(bucket.objects, request, currentOf), limit)
      const { FetchOwner = false, OptionalObjectAttributes } = input
      return present({
        Name: bucket.name,
        Prefix: encode(Prefix),
        Delimiter: Delimiter === '' ? undefined : encode(Delimiter),
        MaxKeys: limit,
        EncodingType: input.EncodingType,
        KeyCount: page.entries.length,
        StartAfter: StartAfter === '' ? undefined : encode(StartAfter),
        ContinuationToken,
        IsTruncated: page.isTruncated,
        NextContinuationToken: page.isTruncated ? writeToken(nameOf(page.last!)) : undefined,
        ...listed(s3, page, { encode, owner: FetchOwner, optional: OptionalObjectAttributes }),
      })
    },
  }
}

/** The common prefixes of a page, or undefined. */
export function commonPrefixesOf<Value>(
  page: Page<Value>,
  encode: (key: string) => string,
): CommonPrefix[] | undefined {
  const prefixes = page.entries.flatMap((entry) =>
    'prefix' in entry ? [{ Prefix: encode(entry.prefix) }] : [],
  )
  return prefixes.length > 0 ? prefixes : undefined
}

/** What listings tell about an object version. */
export function listedObject(object: ObjectVersion): _Object {
  const { checksum } = object
  return {
    LastModified: new Date(object.lastModified),
    ETag: object.etag,
    ...(checksum && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    Size: object.content.size,
    StorageClass: object.storageClass,
  }
}

interface Shape {
  encode: (key: string) => string
  owner: boolean
  optional: OptionalObjectAttributes[] | undefined
}

function listed(s3: S3, page: Page<ObjectVersion>, { encode, owner, optional }: Shape) {
  const withRestore = optional?.includes('RestoreStatus')
  const contents = page.entries.flatMap((entry): _Object[] =>
    'prefix' in entry
      ? []
      : [
          present({
            Key: encode(entry.key),
            ...listedObject(entry.value),
            Owner: owner ? ownerOf(s3) : undefined,
            RestoreStatus: withRestore
              ? restoreStatus(entry.value, s3.world.clock.now())
              : undefined,
          }),
        ],
  )
  return {
    Contents: contents.length > 0 ? contents : undefined,
    CommonPrefixes: commonPrefixesOf(page, encode),
  }
}

function currentOf([current]: Version[]): ObjectVersion | undefined {
  return current && !current.isDeleteMarker ? current : undefined
}

const TOKEN_SIGN = 'next:'

/** Tokens are opaque to clients, and no key of the bucket. */
function writeToken(last: string): string {
  return Buffer.from(TOKEN_SIGN + last).toString('base64')
}

function readToken({ errors }: S3, token: string): string {
  const text = Buffer.from(token, 'base64').toString()
  if (text.startsWith(TOKEN_SIGN) && writeToken(text.slice(TOKEN_SIGN.length)) === token) {
    return text.slice(TOKEN_SIGN.length)
  }
  return errors.fail('InvalidArgument', {
    ArgumentName: 'continuation-token',
    message: 'The continuation token provided is incorrect',
  })
}
